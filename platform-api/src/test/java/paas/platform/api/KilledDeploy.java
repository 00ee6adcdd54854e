package paas.platform.api;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import paas.platform.access.Email;
import paas.platform.app.App;
import paas.platform.app.AppName;
import paas.platform.app.AppSettings;
import paas.platform.release.ImageDigest;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;
import paas.platform.release.Slug;
import paas.platform.release.SourceNotes;
import paas.platform.store.AppStore;
import paas.platform.store.PostdeployStore;
import paas.platform.store.ReleaseDraft;
import paas.platform.store.ReleaseStore;
import paas.platform.store.UserStore;

/**
 * A process that brings an app's first release live, says so, and is killed before (with {@code
 * begin}: after) it begins the postdeploy script.
 */
final class KilledDeploy {
  static final String LIVE = "live";

  private KilledDeploy() {}

  public static void main(String[] arguments) throws IOException {
    ApplicationContext context = ApplicationContext.run(Map.of("paas.home", arguments[0]));
    Release release = live(context);
    if (arguments[1].equals("begin")) {
      context.getBean(PostdeployStore.class).begin(release.id());
    }
    System.out.println(LIVE + " " + release.app());
    System.out.flush();
    System.in.read();
  }

  private static Release live(ApplicationContext context) {
    var clock = Clock.systemUTC();
    UUID owner =
        context
            .getBean(UserStore.class)
            .create(new Email("me@example.com"), false, clock.instant())
            .id();
    App app =
        context
            .getBean(AppStore.class)
            .create(new AppName("shop"), owner, AppSettings.DEFAULT, clock.instant());
    ReleaseStore releases = context.getBean(ReleaseStore.class);
    Release release =
        releases.record(
            app.id(), new ReleaseDraft.NewSlug(slug(), "me", "Deploy"), clock.instant());
    releases.status(release.id(), new ReleaseStatus.Succeeded(), clock.instant());
    return release;
  }

  private static Slug slug() {
    return new Slug(
        new ImageDigest("sha256:" + "e".repeat(64)),
        List.of("/launch"),
        new TreeMap<>(Map.of(ProcessType.WEB, "x")),
        "test",
        "",
        new SourceNotes("{\"scripts\":{\"postdeploy\":\"seed\"}}", ""));
  }

  static Process start(Path home, String how) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            KilledDeploy.class.getName(),
            home.toString(),
            how)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
