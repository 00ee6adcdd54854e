package paas.cli.heroku;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import paas.cli.command.Session;
import paas.cli.fault.Failure;

/**
 * Where the child attaches to its runs: by TLS, with a secret that works once and for a minute.
 *
 * <p>The child sends the secret as its first line, is answered with a line of which it drops the
 * whole TLS record, and from then on the process's bytes go both ways.
 */
final class Rendezvous implements AutoCloseable {
  private static final int SECRET_BYTES = 24;
  private static final int SECRET_MILLIS = 10_000;
  private static final int MAX_LINE = 128;
  private static final long LIFE_NANOS = 60_000_000_000L;

  private record Offer(String url, RunRequest run, long since) {}

  private final Session session;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Offer> offers = new ConcurrentHashMap<>();
  private final AtomicReference<Optional<Failure>> failure =
      new AtomicReference<>(Optional.empty());
  private final Door door;

  Rendezvous(Session session, OwnCertificate certificate)
      throws IOException, GeneralSecurityException {
    this.session = session;
    this.door =
        Door.open(certificate.context().getServerSocketFactory(), "paas-heroku-run", this::serve);
  }

  /** Whether the child, whose standard input is ours, reads from a terminal. */
  boolean isTerminal() {
    return session.terminal().facts().stdin();
  }

  /** Takes the WebSocket's URL for a run, and returns the URL that the child is to attach to. */
  String offer(String url, RunRequest run) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    offers.put(secret, new Offer(url, run, System.nanoTime()));
    return "rendezvous://" + Door.HOST + ":" + door.port() + "/" + secret;
  }

  /** Why a run broke off, which its exit code may not tell. */
  Optional<Failure> failure() {
    return failure.get();
  }

  private void serve(Socket client) throws IOException {
    client.setSoTimeout(SECRET_MILLIS);
    Optional<Offer> offer = Optional.ofNullable(offers.remove(line(client.getInputStream())));
    client.setSoTimeout(0);
    if (offer.isPresent() && System.nanoTime() - offer.get().since < LIFE_NANOS) {
      new Bridge(client, offer.get().run, session, why -> failure.set(Optional.of(why)))
          .carry(offer.get().url);
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b >= 0 && b != '\n' && line.length() < MAX_LINE; b = in.read()) {
      line.append((char) b);
    }
    return line.toString().strip();
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
