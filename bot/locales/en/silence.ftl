alert-silence = ⚠️ The bot was silent since { $since }. Telegram keeps messages for a day: what was written before that is lost. Record the missing bills at the till.
