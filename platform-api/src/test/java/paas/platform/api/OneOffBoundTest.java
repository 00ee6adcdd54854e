package paas.platform.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.app.App;
import paas.platform.fault.Rejected;
import paas.platform.formation.Size;
import paas.platform.oneoff.JobRequest;
import paas.platform.oneoff.OneOffDesk;
import paas.platform.oneoff.Plan;
import paas.platform.oneoff.RunRequest;

/** An app has 50 one-offs, however many are asked for at one moment. */
@Tag("contract")
class OneOffBoundTest {
  private static final int ASKED = 70;
  private static final int AT_ONCE = 20;
  private static final RunRequest REQUEST =
      new RunRequest("true", Map.of(), Size.parse("32m"), Optional.empty(), Duration.ofMinutes(1));

  @TempDir private Path dir;

  @Test
  void ofManyAtOneMomentNoMoreThanFiftyAreTaken() throws Exception {
    Path home = Files.createDirectory(dir.resolve("home"));
    try (TestPlatform platform = TestPlatform.on(home);
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      App app = platform.app(platform.user());
      platform.deploy(app, Map.of("web", "x"));
      OneOffDesk desk = platform.bean(OneOffDesk.class);
      List<Callable<Plan>> all = new ArrayList<>();
      for (int i = 0; i < ASKED; i++) {
        boolean starts = i % 2 == 0;
        all.add(() -> {
          Plan plan = desk.plan(app, REQUEST);
          if (starts) {
            desk.attach(plan);
          }
          return plan;
        });
      }
      int refused = 0;
      for (Future<Plan> each : threads.invokeAll(all)) {
        refused += isRefused(each) ? 1 : 0;
      }
      int made = ASKED - refused;
      // One that is just being started may count twice for somebody else.
      assertTrue(made <= 50 && made >= 50 - AT_ONCE, made + " of 50");
    }
  }

  @Test
  void eachContainerCountsAlsoTwoOfOneName() throws Exception {
    Path home = Files.createDirectory(dir.resolve("home"));
    try (TestPlatform platform = TestPlatform.on(home)) {
      App app = platform.app(platform.user());
      platform.deploy(app, Map.of("web", "x"));
      OneOffDesk desk = platform.bean(OneOffDesk.class);
      JobRequest job = new JobRequest("cron-x", 1, "true", REQUEST.size(), Duration.ofMinutes(1));
      desk.detach(desk.plan(app, job));
      desk.detach(desk.plan(app, job));
      for (int i = 2; i < 50; i++) {
        desk.attach(desk.plan(app, REQUEST));
      }
      assertEquals(50, desk.list(app).size());
      Rejected told = assertThrows(Rejected.class, () -> desk.plan(app, REQUEST));
      assertTrue(String.valueOf(told.getMessage()).contains("50 one-offs running"));
    }
  }

  private static boolean isRefused(Future<Plan> asked) throws Exception {
    try {
      asked.get();
      return false;
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof Rejected told)) {
        throw e;
      }
      assertTrue(String.valueOf(told.getMessage()).contains("50 one-offs running"));
      return true;
    }
  }
}
