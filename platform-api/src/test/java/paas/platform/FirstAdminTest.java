package paas.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.access.Email;
import paas.platform.access.User;
import paas.platform.store.TokenStore;
import paas.platform.store.UserStore;

class FirstAdminTest {
  @TempDir Path home;
  private ApplicationContext context;

  @BeforeEach
  void open() {
    context =
        ApplicationContext.run(
            Map.of("paas.home", home.toString(), "paas.domain", "paas.example.com"));
  }

  @AfterEach
  void close() {
    context.close();
  }

  private void start() {
    context.getBean(FirstAdmin.class).ensure();
  }

  private UserStore users() {
    return context.getBean(UserStore.class);
  }

  /** Whose token lies in the file. */
  private Optional<User> owner() throws IOException {
    String token = Files.readString(home.resolve("admin-token")).strip();
    return context.getBean(TokenStore.class).authenticate(token, Clock.systemUTC().instant());
  }

  @Test
  void anEmptyPlatformGetsAnAdminWhoseTokenOnlyItsOwnerReads() throws IOException {
    start();

    User admin = users().all().getFirst();
    assertEquals("admin@paas.example.com", admin.email().toString());
    assertTrue(admin.admin());
    assertEquals(Optional.of(admin), owner());
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("admin-token"))));
  }

  @Test
  void theTokenThatIsThereStays() throws IOException {
    start();
    String token = Files.readString(home.resolve("admin-token"));
    start();

    assertEquals(token, Files.readString(home.resolve("admin-token")));
    assertEquals(1, users().all().size());
  }

  /** As after a restore: no backup holds the file. */
  @Test
  void whereItIsGoneTheFirstAdminGetsAnother() throws IOException {
    start();
    User first = users().all().getFirst();
    var later = Clock.systemUTC().instant().plusSeconds(60);
    users().create(new Email("aaa@example.com"), true, later);
    users().create(new Email("ann@example.com"), false, first.createdAt().minusSeconds(60));
    Files.delete(home.resolve("admin-token"));
    start();

    assertEquals(Optional.of(first), owner());
    assertEquals(3, users().all().size(), List.copyOf(users().all()).toString());
  }
}
