package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersTest {
  private static final String DEV =
      "{\"email\":\"dev@x.y\",\"admin\":false,\"created_at\":\"2026-11-20T11:59:00Z\"}";
  private static final String ISSUED = "{\"access_token\":{\"token\":\"paas_new\"}}";

  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @AfterEach
  void stop() {
    platform.close();
  }

  private Cli.Result run(String... arguments) {
    return new Cli(home).platform(platform).env("PAAS_APP", "shop").run(arguments);
  }

  @Test
  void usersAreListedWithTheirRoles() {
    String ops = DEV.replace("dev", "ops").replace("false", "true");
    platform.on("GET /users", "[" + DEV + "," + ops + "]");
    assertEquals(
        """
        user     role   since
        dev@x.y  user   1 min ago
        ops@x.y  admin  1 min ago
        """,
        run("users").out());
  }

  @Test
  void aTokenIsPrintedAlone() {
    platform.on("POST /users", ISSUED).on("POST /users/dev%40x.y/authorizations", ISSUED);
    Cli.Result added = run("users:add", "dev@x.y", "--admin");
    assertEquals("paas_new\n", added.out());
    assertTrue(added.err().contains("paas login --url " + platform.url()), added.err());
    assertEquals("paas_new\n", run("users:token", "dev@x.y").out());
    assertTrue(
        platform.log().contains("POST /users {\"email\":\"dev@x.y\",\"admin\":\"true\"}"),
        platform.log().toString());
  }

  @Test
  void usersAndTheirTokensAreTakenAway() {
    platform.on("DELETE /users/dev%40x.y", DEV).on("DELETE /users/dev%40x.y/authorizations", DEV);
    assertEquals("Revoking all tokens of dev@x.y... done\n", run("users:revoke", "dev@x.y").err());
    assertEquals("Removing user dev@x.y... done\n", run("users:remove", "dev@x.y").err());
  }

  @Test
  void anAppIsGivenAway() {
    platform.on("POST /account/app-transfers", "{\"state\":\"accepted\"}");
    assertEquals("Transferring ⬢ shop to dev@x.y... done\n", run("apps:transfer", "dev@x.y").err());
    assertTrue(
        platform
            .log()
            .contains("POST /account/app-transfers {\"app\":\"shop\",\"recipient\":\"dev@x.y\"}"),
        platform.log().toString());
  }

  @Test
  void aCollaboratorLeaves() {
    platform.on("GET /account", DEV).on("DELETE /apps/shop/collaborators/dev%40x.y", "{}");
    assertEquals("Leaving ⬢ shop... done\n", run("apps:leave").err());
  }
}
