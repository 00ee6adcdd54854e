package paas.platform.push;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.transport.ReceivePack;

/**
 * The pusher's terminal: lines that git shows behind {@code remote:} while the push runs. A pusher
 * who is gone hears nothing; that is found out elsewhere.
 */
final class Console {
  private final ReceivePack pack;

  Console(ReceivePack pack) {
    this.pack = pack;
  }

  /** One line, at once; what apps and builds print in it is made safe. */
  synchronized void line(String text) {
    try {
      byte[] bytes = (TerminalText.of(text) + "\n").getBytes(StandardCharsets.UTF_8);
      pack.getMessageOutputStream().write(bytes);
      pack.getMessageOutputStream().flush();
    } catch (IOException e) {
      // The connection's end is noticed by StreamedBody, which cancels what can be cancelled.
    }
  }

  void heading(String text) {
    line("-----> " + text);
  }

  void detail(String text) {
    text.lines().forEach(line -> line("       " + line));
  }

  /** Why the push is refused, and what to do; the last lines that the pusher sees. */
  void refusal(String phase, String cause, String advice) {
    line(" !");
    line(" !     " + phase + " failed: " + cause.strip().replace("\n", "\n !     "));
    if (!advice.isBlank()) {
      line(" !     " + advice.strip().replace("\n", "\n !     "));
    }
    line(" !     The former release, if there is one, keeps serving.");
    line(" !");
  }
}
