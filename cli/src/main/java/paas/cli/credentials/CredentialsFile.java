package paas.cli.credentials;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import paas.cli.credentials.Credentials.Source;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.json.Json;
import paas.cli.json.JsonReader;
import paas.cli.json.JsonSyntaxException;
import paas.cli.json.JsonWriter;

/** The file of stored credentials, readable by its owner alone and always replaced as a whole. */
public final class CredentialsFile {
  private final Path file;
  private final Map<String, String> env;

  public CredentialsFile(Map<String, String> env) {
    this.env = env;
    this.file = directory(env).resolve("credentials.json");
  }

  /**
   * What is in force: PAAS_URL and PAAS_TOKEN, else the file. A stored token is only for the URL
   * stored with it.
   */
  public Credentials current() {
    String url = env.getOrDefault("PAAS_URL", "");
    String token = env.getOrDefault("PAAS_TOKEN", "").strip();
    if (!url.isEmpty() && !token.isEmpty()) {
      return new Credentials(Credentials.platformUrl(url), Optional.of(token), Source.ENVIRONMENT);
    }
    Credentials stored = stored();
    String wanted = url.isEmpty() ? stored.url() : Credentials.platformUrl(url);
    if (!token.isEmpty()) {
      return new Credentials(wanted, Optional.of(token), Source.ENVIRONMENT);
    }
    return wanted.equals(stored.url()) ? stored : Credentials.none(wanted);
  }

  /** The URL in force; an unreadable file does not get in the way of a new login. */
  public String currentUrl() {
    String url = env.getOrDefault("PAAS_URL", "");
    if (!url.isEmpty()) {
      return Credentials.platformUrl(url);
    }
    try {
      return stored().url();
    } catch (Failure e) {
      return Credentials.DEFAULT_URL;
    }
  }

  private Credentials stored() {
    try {
      Json json = JsonReader.parse(Files.readString(file));
      String url = json.at("url").found().orElse(Credentials.DEFAULT_URL);
      return new Credentials(Credentials.platformUrl(url), json.at("token").found(), Source.FILE);
    } catch (NoSuchFileException e) {
      return Credentials.none(Credentials.DEFAULT_URL);
    } catch (IOException | JsonSyntaxException e) {
      throw Failure.of(
          ExitCode.UNAUTHORIZED,
          "Cannot read the credentials in " + file + ": " + e.getMessage(),
          "Move the file away and log in again: paas login");
    }
  }

  /** Stores them, 0600: written beside the file, synced, then renamed over it. */
  public void store(Credentials credentials) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IOException("no directory for " + file);
    }
    Files.createDirectories(parent);
    Json json =
        Json.object().with("url", credentials.url()).with("token", credentials.token().orElse(""));
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path fresh = Files.createTempFile(parent, ".credentials", ".json", mode);
    try {
      Files.write(fresh, (JsonWriter.pretty(json) + "\n").getBytes(StandardCharsets.UTF_8));
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** Forgets the token. */
  public boolean erase() throws IOException {
    return Files.deleteIfExists(file);
  }

  private static Path directory(Map<String, String> env) {
    String chosen = env.getOrDefault("PAAS_CONFIG_DIR", "");
    if (!chosen.isEmpty()) {
      return Path.of(chosen);
    }
    String xdg = env.getOrDefault("XDG_CONFIG_HOME", "");
    Path config = xdg.isEmpty() ? Path.of(env.getOrDefault("HOME", "."), ".config") : Path.of(xdg);
    return config.resolve("paas");
  }
}
