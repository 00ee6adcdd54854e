package paas.cli.heroku;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import paas.cli.api.Streams;
import paas.cli.command.Session;
import paas.cli.terminal.Style;

/**
 * What the child finds around it: the environment that leads it here and keeps it from third hosts,
 * and a private directory, removed at the end, with the certificates that it is to trust.
 */
final class Surroundings implements AutoCloseable {
  private static final String TRUSTED = "NODE_EXTRA_CA_CERTS";
  private static final String NO_PROXY = "NO_PROXY";

  private final Session session;
  private final OwnCertificate certificate;
  private final Path directory;

  private Surroundings(Session session, OwnCertificate certificate, Path directory) {
    this.session = session;
    this.certificate = certificate;
    this.directory = directory;
  }

  static Surroundings make(Session session) throws IOException, GeneralSecurityException {
    OwnCertificate certificate = OwnCertificate.make(session.clock().instant());
    Surroundings made =
        new Surroundings(session, certificate, Files.createTempDirectory("paas-heroku-"));
    try {
      Files.writeString(made.trusted(), certificate.pem() + made.usersOwn());
      return made;
    } catch (IOException e) {
      made.close();
      throw e;
    }
  }

  private Path trusted() {
    return directory.resolve("trusted.pem");
  }

  /** The variable takes one file: what the user has in it goes into ours. */
  private String usersOwn() {
    String file = session.env().getOrDefault(TRUSTED, "");
    if (file.isEmpty()) {
      return "";
    }
    try {
      return Files.readString(session.directory().resolve(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      String why = TRUSTED + " names " + file + ", which cannot be read: it is left out.";
      session.terminal().alert(Style.YELLOW, why);
      return "";
    }
  }

  OwnCertificate certificate() {
    return certificate;
  }

  /** {@code url} is where the API is for the child. */
  void enter(Map<String, String> env, String url, String token) {
    env.put("HEROKU_HOST", url);
    env.put("HEROKU_API_KEY", token);
    env.put("HEROKU_PARTICLEBOARD_URL", url);
    String git = Streams.origin(URI.create(session.platform().url())).authority();
    env.putIfAbsent("HEROKU_GIT_HOST", git);
    env.put("DISABLE_TELEMETRY", "true");
    env.put("HEROKU_SKIP_ANALYTICS", "1");
    env.put("HEROKU_SKIP_NEW_VERSION_CHECK", "true");
    env.put("HEROKU_DISABLE_AUTOUPDATE", "true");
    env.put(TRUSTED, trusted().toString());
    String before =
        session.env().getOrDefault("no_proxy", session.env().getOrDefault(NO_PROXY, ""));
    String direct = before.isEmpty() ? Door.HOST : before + "," + Door.HOST;
    env.put(NO_PROXY, direct);
    env.put("no_proxy", direct);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(trusted());
    Files.delete(directory);
  }
}
