package paas.cli.heroku;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import paas.cli.api.Unreachable;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.oneoff.Ending;
import paas.cli.oneoff.PlatformSocket;
import paas.cli.websocket.WebSocket;

/** One attached run: what the child speaks on one side, the platform's WebSocket on the other. */
final class Bridge {
  private static final int PIECE = 32 * 1024;
  private static final byte STDIN = 0;

  /** What a child that reads from no terminal sends, in a record of its own, as its input's end. */
  private static final byte END_OF_TRANSMISSION = 4;

  /** Left before it has sent that, the child fails: one run in four that had nothing to read. */
  private static final int LINGER_MILLIS = 300;

  private static final int GOODBYE_MILLIS = 2_000;

  private final Socket client;
  private final RunRequest run;
  private final Session session;
  private final Consumer<Failure> broken;
  private final CountDownLatch inputEnded = new CountDownLatch(1);
  private volatile boolean gone;

  /** {@code broken} is told why the run broke off, before the child can notice. */
  Bridge(Socket client, RunRequest run, Session session, Consumer<Failure> broken) {
    this.client = client;
    this.run = run;
    this.session = session;
    this.broken = broken;
  }

  /** Returns when the run is over. */
  void carry(String url) throws IOException {
    try (WebSocket webSocket = open(url)) {
      client.getOutputStream().write("rendezvous\r\n".getBytes(StandardCharsets.US_ASCII));
      Thread reader = Door.daemon("paas-heroku-input", () -> send(webSocket));
      Optional<Failure> reason = receive(webSocket);
      if (!gone) {
        reason.ifPresent(broken);
        leave(reader);
      }
    } catch (Failure e) {
      broken.accept(e);
    }
  }

  private WebSocket open(String url) {
    try {
      return PlatformSocket.open(URI.create(url), session);
    } catch (IOException e) {
      throw Unreachable.because(e, session.platform().url());
    }
  }

  private Optional<Failure> receive(WebSocket webSocket) throws IOException {
    Output output = new Output(client.getOutputStream(), run.marked());
    try {
      webSocket.receive(output);
      return output.ended
          ? Optional.empty()
          : Optional.of(
              Failure.of(
                  ExitCode.UNAVAILABLE,
                  "The platform ended the connection before the process ended."));
    } catch (Failure e) {
      return Optional.of(e);
    } catch (UncheckedIOException e) {
      gone = true;
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(Unreachable.because(e, session.platform().url()));
    }
  }

  /** Closing while the child still sends would take back what it has not read yet. */
  private void leave(Thread reader) throws IOException {
    try {
      if (run.plain()) {
        inputEnded.await(LINGER_MILLIS, TimeUnit.MILLISECONDS);
      }
      client.shutdownOutput();
      reader.join(GOODBYE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A child that is gone hangs up its run. */
  private void send(WebSocket webSocket) {
    try (webSocket) {
      InputStream in = client.getInputStream();
      byte[] piece = new byte[PIECE];
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        send(piece, count, webSocket);
      }
      gone = true;
    } catch (IOException e) {
      gone = true;
    }
  }

  private void send(byte[] piece, int count, WebSocket webSocket) throws IOException {
    if (run.plain() && count == 1 && piece[0] == END_OF_TRANSMISSION) {
      webSocket.send("{\"type\":\"eof\"}");
      inputEnded.countDown();
    } else {
      webSocket.send(STDIN, piece, count);
    }
  }

  /** What the process writes: both streams are one for the child. */
  private static final class Output implements WebSocket.Listener {
    private final OutputStream out;
    private final boolean marked;
    private boolean ended;

    Output(OutputStream out, boolean marked) {
      this.out = out;
      this.marked = marked;
    }

    @Override
    public void binary(byte[] bytes, int offset, int length, boolean first) {
      int skip = first ? 1 : 0;
      write(bytes, offset + skip, length - skip);
    }

    /** The line with the exit code is a record of its own: the child looks for it in each. */
    @Override
    public boolean text(String message) {
      Optional<Integer> code = Ending.exitCode(message);
      ended = code.isPresent();
      if (ended && marked) {
        byte[] line = RunRequest.mark(code.get()).getBytes(StandardCharsets.UTF_8);
        write(line, 0, line.length);
      }
      return !ended;
    }

    private void write(byte[] bytes, int offset, int length) {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
