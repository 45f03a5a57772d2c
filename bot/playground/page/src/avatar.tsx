const COLOURS = ["#7a4d9e", "#2d6a8f", "#a0522d", "#3c7a4b", "#b03a5b", "#5a5fb0", "#8a6d1f", "#43707a"];

/** A drawn picture of somebody: their initials, or the two rings of the app. */
export function Avatar({ name, app, size = 36 }: { name: string; app?: boolean; size?: number }) {
  const colour = COLOURS[[...name].reduce((sum, c) => sum + (c.codePointAt(0) ?? 0), 0) % COLOURS.length];
  return (
    <svg class="avatar" width={size} height={size} viewBox="0 0 36 36" aria-hidden="true">
      <rect width="36" height="36" rx="8" fill={app ? "#1f4d5c" : colour} />
      {app ? (
        <g fill="none" stroke-width="2.6">
          <circle cx="14" cy="18" r="6" stroke="#fff" />
          <circle cx="22" cy="18" r="6" stroke="#ffc857" />
        </g>
      ) : (
        <text x="18" y="18.5" fill="#fff" font-size="14" font-weight="600" text-anchor="middle" dominant-baseline="central">
          {initials(name)}
        </text>
      )}
    </svg>
  );
}

function initials(name: string): string {
  if (/[가-힣]/.test(name)) return name.slice(-2);
  return name.split(/\s+/).filter((word) => /^\p{L}/u.test(word)).slice(0, 2).map((word) => word[0]).join("");
}
