package paas.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.app.AppName;
import paas.platform.app.AppSettings;
import paas.platform.app.DomainName;
import paas.platform.fault.Rejected;
import paas.platform.storage.Volume;
import paas.platform.storage.VolumeName;
import paas.platform.storage.VolumeSize;

/** How many there may be of what anybody can make; many at one moment get no further. */
@Tag("contract")
class BoundsTest {
  private static final int AT_ONCE = 8;

  @Nested
  class OnH2 extends Contract {
    OnH2() {
      super(Stores.onH2());
    }
  }

  @Nested
  class OnPostgreSql extends Contract {
    OnPostgreSql() {
      super(Stores.onPostgreSql());
    }
  }

  abstract static class Contract {
    private final Stores stores;

    Contract(Stores stores) {
      this.stores = stores;
    }

    /** Many rows at once: how they come is for other tests. */
    private void fill(int rows, String insert, Object... values) throws SQLException {
      try (Connection connection = stores.dataSource.getConnection();
          PreparedStatement statement = connection.prepareStatement(insert)) {
        for (int row = 0; row < rows; row++) {
          statement.setObject(1, UUID.randomUUID());
          for (int i = 0; i < values.length; i++) {
            statement.setObject(2 + i, values[i] instanceof Unique u ? u.value() : values[i]);
          }
          statement.addBatch();
        }
        statement.executeBatch();
      }
    }

    private record Unique(String end) {
      private String value() {
        return Stores.newName().value() + end;
      }
    }

    /** There is room for one: of many who want it one gets it, and the others are told. */
    private void oneOfMany(String refusal, IntConsumer more) throws Exception {
      List<String> refused = new ArrayList<>();
      try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
        List<Callable<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
          int number = i;
          all.add(() -> {
            more.accept(number);
            return true;
          });
        }
        for (Future<Boolean> each : threads.invokeAll(all)) {
          try {
            each.get();
          } catch (ExecutionException e) {
            if (!(e.getCause() instanceof Rejected told)) {
              throw e;
            }
            refused.add(String.valueOf(told.getMessage()));
          }
        }
      }
      assertEquals(AT_ONCE - 1, refused.size(), refused.toString());
      refused.forEach(text -> assertTrue(text.contains(refusal), text));
    }

    @Test
    void anAppHasAThousandDomains() throws Exception {
      App app = stores.newApp();
      fill(
          Bounds.USUAL.domains() - 1,
          "insert into domains (id, app, hostname, created_at) values (?, ?, ?, ?)",
          app.id().value(),
          new Unique(".example.net"),
          Timestamp.from(Stores.NOW));
      String base = Stores.newName().value();
      oneOfMany(
          "at most 1,000 domains",
          i -> {
            DomainName name = new DomainName("d" + i + "." + base + ".example.com");
            stores.domains.add(app.id(), name, other -> false, Stores.NOW);
          });
      stores.apps.delete(app.id());
    }

    @Test
    void anAppHasFiveHundredCollaborators() throws Exception {
      App app = stores.newApp();
      stores.transactions.write(() -> {
        for (int i = 1; i < CollaboratorStore.MOST; i++) {
          stores.collaborators.add(app.id(), stores.newUser().id(), Stores.NOW);
        }
        return app;
      });
      List<User> users = users(AT_ONCE);
      oneOfMany(
          "at most 500 collaborators",
          i -> stores.collaborators.add(app.id(), users.get(i).id(), Stores.NOW));
      User other = stores.newUser();
      oneTooMany("at most 500 collaborators", () -> stores.apps.give(app, other.id(), Stores.NOW));
      User one =
          users.stream().filter(u -> stores.collaborators.has(app.id(), u.id())).findFirst().get();
      stores.apps.give(app, one.id(), Stores.NOW);
      assertEquals(CollaboratorStore.MOST, stores.collaborators.of(app.id()).size());
    }

    private List<User> users(int count) {
      List<User> users = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        users.add(stores.newUser());
      }
      return users;
    }

    @Test
    void aUserOwnsFiveHundredApps() throws Exception {
      User owner = stores.newUser();
      stores.transactions.write(() -> {
        for (int i = 1; i < Bounds.USUAL.apps(); i++) {
          create(owner);
        }
        return owner;
      });
      oneOfMany("owns 500 apps, the most", i -> create(owner));
      App other = stores.newApp();
      oneTooMany("owns 500 apps", () -> stores.apps.give(other, owner.id(), Stores.NOW));
    }

    private App create(User owner) {
      AppName name = Stores.newName();
      return stores.apps.create(name, owner.id(), AppSettings.DEFAULT, Stores.NOW);
    }

    private static void oneTooMany(String refusal, Runnable more) {
      try {
        more.run();
      } catch (Rejected e) {
        assertTrue(String.valueOf(e.getMessage()).contains(refusal), e.getMessage());
        return;
      }
      throw new AssertionError("not refused");
    }

    @Test
    void aUserHasAThousandTokensAndThoseThatHaveExpiredMakeRoom() throws Exception {
      User user = stores.newUser();
      String insert =
          "insert into tokens (id, user_id, hash, description, created_at, expires_at)"
              + " values (?, ?, ?, 'x', ?, %s)";
      Timestamp then = Timestamp.from(Stores.NOW);
      fill(1, insert.formatted("timestamp '2026-01-01 00:00:00'"), user.id(), new Unique(""), then);
      fill(TokenStore.MOST - 1, insert.formatted("null"), user.id(), new Unique(""), then);
      oneOfMany("at most 1,000 tokens", i -> stores.tokens.issue(user.id(), "x", Optional.empty()));
      stores.tokens.issueToHost(user.id(), "bin/up");
    }

    @Test
    void anAppHasTwentyVolumes() throws Exception {
      App app = stores.newApp();
      for (int i = 1; i < Volume.MOST; i++) {
        volume(app, "v" + i);
      }
      oneOfMany("has 20 volumes, the most", i -> volume(app, "w" + i));
    }

    private void volume(App app, String name) {
      UUID id = UUID.randomUUID();
      stores.volumes.prepare(id, new VolumeName(name), VolumeSize.parse("16m"), Stores.NOW);
      stores.volumes.give(id, app.id(), new VolumeName(name));
    }
  }
}
