import { render } from "preact";
import { Page } from "./page";
import "slack-blocks-to-jsx/dist/style.css";
import "./style.css";

render(<Page />, document.getElementById("page") as HTMLElement);
