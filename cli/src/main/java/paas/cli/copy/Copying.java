package paas.cli.copy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import paas.cli.api.Platform;
import paas.cli.api.Unreachable;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.json.Json;
import paas.cli.oneoff.PlatformSocket;
import paas.cli.websocket.WebSocket;

/** One copy: asks for it, and moves the bytes, never more than a pipe's worth of them in memory. */
final class Copying {
  private static final int PIPE = 1 << 20;
  private static final int PIECE = 64 * 1024;
  private static final byte STDIN = 0;

  private final Session session;
  private final String app;
  private final Place place;

  Copying(Session session, String app, Place place) {
    this.session = session;
    this.app = app;
    this.place = place;
  }

  /** Returns how many bytes the files hold. */
  long out(Path to) {
    String name = place.name().orElse(place.instance());
    try (Aside aside = Aside.of(to, name);
        WebSocket webSocket = open(Json.object().with("direction", "out"))) {
      Unpacking unpacking = new Unpacking(aside.path());
      receive(webSocket, unpacking);
      aside.keep();
      return unpacking.bytes();
    } catch (IOException e) {
      throw Unreachable.because(e, session.platform().url());
    }
  }

  /** The archive is unpacked as it comes; a failure there counts more than what follows from it. */
  private void receive(WebSocket webSocket, Unpacking unpacking) throws IOException {
    PipedInputStream archive = new PipedInputStream(PIPE);
    PipedOutputStream data = new PipedOutputStream(archive);
    CompletableFuture<Void> unpacked = new CompletableFuture<>();
    background(
        "paas-unpack",
        unpacked,
        () -> {
          try (archive) {
            unpacking.run(archive);
          } catch (IOException e) {
            throw Failure.of(ExitCode.FAILED, "The copy cannot be written: " + e.getMessage());
          }
        });
    Transfer transfer = new Transfer(data);
    try {
      webSocket.receive(transfer);
    } catch (UncheckedIOException e) {
      await(unpacked); // It takes no more: that is the reason.
      throw e.getCause();
    } finally {
      data.close();
      unpacked.exceptionally(failure -> null).join();
    }
    requireEnd(transfer);
    await(unpacked);
  }

  /** Returns how many bytes the files hold. */
  long in(Path from) {
    Packing packing = new Packing(from);
    String name = from.toAbsolutePath().normalize().getFileName().toString();
    Json.Struct wish = Json.object().with("direction", "in").with("name", name);
    try (WebSocket webSocket = open(wish)) {
      CompletableFuture<Void> packed = new CompletableFuture<>();
      background("paas-pack", packed, () -> send(packing, webSocket));
      Transfer transfer = new Transfer(OutputStream.nullOutputStream());
      try {
        webSocket.receive(transfer);
      } catch (IOException e) {
        await(packed); // Where the files could not be read, that is the reason.
        throw e;
      }
      requireEnd(transfer);
      return packing.bytes();
    } catch (IOException e) {
      throw Unreachable.because(e, session.platform().url());
    }
  }

  /** Files that cannot be read end the connection, and so the copy, before its end was sent. */
  private static void send(Packing packing, WebSocket webSocket) throws IOException {
    try {
      packing.writeTo(new BufferedOutputStream(new Outgoing(webSocket), PIECE));
      webSocket.send("{\"type\":\"eof\"}");
    } catch (IOException e) {
      webSocket.close();
      throw Failure.of(ExitCode.FAILED, "The files cannot be sent: " + e.getMessage());
    }
  }

  private static void requireEnd(Transfer transfer) {
    int code =
        transfer
            .exitCode()
            .orElseThrow(() ->
                Failure.of(ExitCode.UNAVAILABLE, "The platform ended the connection too early."));
    if (code != 0) {
      String said = transfer.complaints();
      throw Failure.of(
          ExitCode.FAILED,
          said.isEmpty() ? "The copy failed in the instance, with exit code " + code + "." : said);
    }
  }

  private WebSocket open(Json.Struct wish) throws IOException {
    Json answer =
        session
            .platform()
            .post(
                Platform.path("apps", app, "dynos", place.instance(), "copies"),
                wish.with("path", place.path()).with("attach_protocol", "websocket"));
    return PlatformSocket.open(URI.create(answer.at("attach_url").text()), session);
  }

  /** What is done beside the receiving. */
  private interface Task {
    void run() throws IOException;
  }

  private static void background(String name, CompletableFuture<Void> done, Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
                done.complete(null);
              } catch (IOException | RuntimeException e) {
                done.completeExceptionally(e);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void await(CompletableFuture<Void> done) throws IOException {
    try {
      done.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Failure failure) {
        throw failure;
      }
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    }
  }

  /** Bytes as messages of standard input. */
  private static final class Outgoing extends OutputStream {
    private final WebSocket webSocket;

    Outgoing(WebSocket webSocket) {
      this.webSocket = webSocket;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      byte[] piece = offset == 0 ? bytes : Arrays.copyOfRange(bytes, offset, offset + length);
      webSocket.send(STDIN, piece, length);
    }
  }
}
