package paas.cli.oneoff;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.json.Json;
import paas.cli.json.JsonWriter;
import paas.cli.terminal.Signals;
import paas.cli.terminal.Stty;
import paas.cli.terminal.Terminal;
import paas.cli.websocket.WebSocket;

/**
 * The standard streams, the window and the signals of this process, bound to those of a process on
 * the platform until that ends.
 */
final class Attachment {
  private static final byte STDIN = 0;
  private static final byte STDERR = 2;
  private static final int PIECE = 32 * 1024;
  private static final long PING_MILLIS = 20_000;

  private final WebSocket webSocket;
  private final Terminal terminal;
  private final AtomicInteger interrupts = new AtomicInteger();

  Attachment(WebSocket webSocket, Terminal terminal) {
    this.webSocket = webSocket;
    this.terminal = terminal;
  }

  /** Returns the process's exit code; with a window size, the terminal is raw until then. */
  int run(Optional<Stty.Size> window) throws IOException {
    if (window.isEmpty()) {
      Signals.on("INT", () -> interrupt("INT"));
      Signals.on("TERM", () -> interrupt("TERM"));
      return pump();
    }
    Stty raw = Stty.raw();
    try {
      Signals.on("WINCH", this::resize);
      resize(window.get());
      return pump();
    } finally {
      raw.close();
    }
  }

  private int pump() throws IOException {
    daemon("paas-stdin", this::sendInput);
    daemon("paas-ping", this::ping);
    Output output = new Output(terminal);
    webSocket.receive(output);
    return output.exitCode.orElseThrow(() ->
        Failure.of(
            ExitCode.UNAVAILABLE, "The platform ended the connection before the process ended."));
  }

  private void sendInput() throws IOException {
    InputStream in = terminal.in();
    byte[] piece = new byte[PIECE];
    for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
      webSocket.send(STDIN, piece, count);
    }
    control(Json.object().with("type", "eof"));
  }

  /** Proxies on the way cut connections that are silent for a minute. */
  private void ping() throws IOException {
    try {
      while (true) {
        Thread.sleep(PING_MILLIS);
        webSocket.ping();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void resize() throws IOException {
    resize(Stty.size());
  }

  private void resize(Stty.Size size) throws IOException {
    control(
        Json.object()
            .with("type", "resize")
            .with("columns", Json.of(size.columns()))
            .with("lines", Json.of(size.lines())));
  }

  /** The process decides what a signal does; whoever insists leaves without waiting for it. */
  private void interrupt(String signal) throws IOException {
    if (interrupts.incrementAndGet() > 1) {
      Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
    }
    control(Json.object().with("type", "signal").with("name", signal));
  }

  private void control(Json message) throws IOException {
    webSocket.send(JsonWriter.compact(message));
  }

  /**
   * What a background thread does; a broken connection ends it, and the receiving thread says so.
   */
  interface Task {
    void run() throws IOException;
  }

  private static void daemon(String name, Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                // The connection is gone: the receiving thread notices, and reports it.
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Writes what the process writes; a slow reader of ours slows the process, never fills memory.
   */
  private static final class Output implements WebSocket.Listener {
    private final Terminal terminal;
    private byte stream;
    private Optional<Integer> exitCode = Optional.empty();

    Output(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public void binary(byte[] bytes, int offset, int length, boolean first) {
      if (first) {
        stream = bytes[offset];
      }
      int skip = first ? 1 : 0;
      if (stream == STDERR) {
        terminal.rawError(bytes, offset + skip, length - skip);
      } else {
        terminal.raw(bytes, offset + skip, length - skip);
      }
    }

    @Override
    public boolean text(String message) {
      exitCode = Ending.exitCode(message);
      return exitCode.isEmpty();
    }
  }
}
