package paas.platform;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.access.Email;
import paas.platform.access.User;
import paas.platform.app.PlatformSettings;
import paas.platform.store.TokenStore;
import paas.platform.store.UserStore;

/**
 * Makes the first admin while there is no user at all, and a token for the CLI on this machine in
 * {@code PAAS_HOME/admin-token} (0600), of the first admin there is, where that file is missing: no
 * backup holds it, and whoever may write there has all of the platform's data in their hands
 * anyway.
 */
@Singleton
final class FirstAdmin {
  private static final Logger LOG = LoggerFactory.getLogger(FirstAdmin.class);

  private final UserStore users;
  private final TokenStore tokens;
  private final Path file;
  private final String domain;

  FirstAdmin(UserStore users, TokenStore tokens, PlatformSettings platform) {
    this.users = users;
    this.tokens = tokens;
    this.file = platform.home().resolve("admin-token");
    this.domain = platform.domain();
  }

  void ensure() {
    List<User> all = users.all();
    if (all.isEmpty()) {
      issue(users.create(new Email("admin@" + domain), true, Clock.systemUTC().instant()));
    } else if (!Files.exists(file)) {
      all.stream()
          .filter(User::admin)
          .min(Comparator.comparing(User::createdAt))
          .ifPresent(this::issue);
    }
  }

  private void issue(User admin) {
    write(tokens.issueToHost(admin.id(), "bin/up on this machine"));
    LOG.info("A token of admin {} is in {}", admin.email(), file);
  }

  private void write(String token) {
    try {
      Path fresh =
          Files.createTempFile(
              file.getParent(),
              "admin-token",
              ".new",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(fresh, token + "\n");
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("The admin's token cannot be written to " + file, e);
    }
  }
}
