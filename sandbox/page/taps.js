/** Taps on inline buttons: what each kind of button does, and which taps the bot has not answered yet. */
import { webApp } from "./links.js";
import { t } from "./words.js";

const ANSWER_WAIT_MS = 15000;

export class Taps {
  constructor(pane) {
    this.pane = pane;
    this.busy = new Map();
    this.answered = new Set();
  }

  reset() {
    this.busy.clear();
  }

  isBusy(messageId, row, column) {
    return this.busy.has([messageId, row, column].join(":"));
  }

  async press(message, row, column, button) {
    if (button.disabled) return;
    if (button.copy_text) {
      await this.pane.links.copy(button.copy_text.text);
      return;
    }
    if (button.url) {
      await this.pane.links.open(button.url);
      return;
    }
    if (button.web_app) {
      await webApp(this.pane, button.web_app.url, button.text, false);
      return;
    }
    if (button.callback_data === undefined) {
      this.pane.overlay.toast(t(button.pay ? "notHere" : "noInline"));
      return;
    }
    const key = [message.message_id, row, column].join(":");
    if (this.busy.has(key)) return;
    this.busy.set(key, { query: null, timer: setTimeout(() => this.release(key), ANSWER_WAIT_MS) });
    this.pane.log.touch(message.message_id);
    try {
      const answer = await this.pane.verbs.to("press", { message_id: message.message_id, row, column });
      const waiting = this.busy.get(key);
      if (waiting) waiting.query = answer.callback_query_id ?? null;
      if (this.answered.has(answer.callback_query_id)) this.release(key);
    } catch (problem) {
      this.release(key);
      this.pane.overlay.error(problem);
    }
  }

  release(key) {
    const waiting = this.busy.get(key);
    if (!waiting) return;
    clearTimeout(waiting.timer);
    this.busy.delete(key);
    this.pane.log.touch(Number(key.split(":")[0]));
  }

  /** The bot has answered a tap: the button comes up, the words appear. */
  answer({ callback_query_id: query, text, alert }) {
    this.answered.add(query);
    for (const [key, waiting] of this.busy) if (!query || waiting.query === query) this.release(key);
    if (text && alert) this.pane.overlay.alert(text);
    else this.pane.overlay.toast(text);
  }
}
