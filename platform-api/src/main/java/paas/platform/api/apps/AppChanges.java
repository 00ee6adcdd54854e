package paas.platform.api.apps;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import paas.platform.access.Permission;
import paas.platform.access.User;
import paas.platform.api.Fleet;
import paas.platform.api.guard.AppCall;
import paas.platform.api.guard.Roles;
import paas.platform.api.wire.Input;
import paas.platform.app.App;
import paas.platform.app.AppName;
import paas.platform.app.AppSettings;
import paas.platform.deploy.Journal;
import paas.platform.fault.Rejected;
import paas.platform.store.AppStore;

/** What can be done to an app as a whole: stored first, then told to its loop and its log. */
@Singleton
final class AppChanges {
  /** What git allows in a branch name, less the exotic. */
  private static final Pattern BRANCH = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,99}");

  private static final Duration LONGEST_BOOT = Duration.ofMinutes(30);

  private final AppStore apps;
  private final Roles roles;
  private final HostnameChanges hostnames;
  private final Fleet fleet;
  private final Journal journal;
  private final InstantSource clock;

  AppChanges(
      AppStore apps,
      Roles roles,
      HostnameChanges hostnames,
      Fleet fleet,
      Journal journal,
      InstantSource clock) {
    this.apps = apps;
    this.roles = roles;
    this.hostnames = hostnames;
    this.fleet = fleet;
    this.journal = journal;
    this.clock = clock;
  }

  App create(User user, Optional<AppName> name) {
    AppName chosen = name.orElseGet(MadeUpNames::next);
    App app = apps.create(chosen, user.id(), AppSettings.DEFAULT, clock.instant());
    journal.event(app.id(), "Initial release by user " + user.email());
    fleet.wake(app.id());
    return app;
  }

  App update(AppCall call, Input input) {
    input.reference("build_stack", "name", "id").ifPresent(AppChanges::checkStack);
    input.reference("stack", "name", "id").ifPresent(AppChanges::checkStack);
    Optional<AppName> name =
        input.text("name").map(AppName::new).filter(other -> !other.equals(call.app().name()));
    name.ifPresent(other -> requireOwner(call));
    Instant now = clock.instant();
    AppStore.Changed changed =
        apps.update(call.app().id(), before -> changed(before, input, name, now));
    App before = changed.before();
    App after = changed.after();
    tell(call, before, after);
    if (after.name().equals(before.name())) {
      fleet.reroute(List.of(after.id()));
    } else {
      hostnames.added(after);
    }
    return after;
  }

  private static App changed(App before, Input input, Optional<AppName> name, Instant now) {
    App after = before.with(settings(before.settings(), input), now);
    return name.map(other -> after.renamed(other, now)).orElse(after);
  }

  /** There is one, so that setting it changes nothing. */
  private static void checkStack(String name) {
    if (!name.equals(AppShapes.STACK) && !name.equals(AppShapes.STACK_ID.toString())) {
      throw Rejected.invalid(
          "Apps are built on '" + AppShapes.STACK + "' here: there is no other stack.");
    }
  }

  /** A rename moves the app's hostname and git remote: as final as giving it away. */
  private void requireOwner(AppCall call) {
    if (!Permission.APP_OWNER.permits(roles.of(call.user(), call.app()))) {
      throw Rejected.forbidden("Only the app's owner may rename it.");
    }
  }

  private static AppSettings settings(AppSettings before, Input input) {
    AppSettings after = before;
    Optional<Boolean> maintenance = input.flag("maintenance");
    if (maintenance.isPresent()) {
      after = after.withMaintenance(maintenance.get());
    }
    Optional<String> branch = input.text("deploy_branch");
    if (branch.isPresent()) {
      after = after.withDeployBranch(branch(branch.get()));
    }
    Optional<Integer> boot = input.integer("boot_timeout");
    return boot.isPresent() ? after.withBootTimeout(bootTimeout(boot.get())) : after;
  }

  private static Duration bootTimeout(int seconds) {
    if (seconds < 1 || seconds > LONGEST_BOOT.toSeconds()) {
      throw Rejected.invalid(
          "'boot_timeout' must be seconds from 1 to " + LONGEST_BOOT.toSeconds() + ".");
    }
    return Duration.ofSeconds(seconds);
  }

  private static String branch(String name) {
    if (!name.isEmpty() && (!BRANCH.matcher(name).matches() || name.contains(".."))) {
      throw Rejected.invalid(
          "The deploy branch is not valid: use letters, digits, dots, dashes and slashes.");
    }
    return name;
  }

  private void tell(AppCall call, App before, App after) {
    String by = " by user " + call.user().email();
    if (before.settings().maintenance() != after.settings().maintenance()) {
      String word = after.settings().maintenance() ? "Enable" : "Disable";
      journal.event(after.id(), word + " maintenance mode" + by);
    }
    if (!before.name().equals(after.name())) {
      journal.event(after.id(), "Rename from " + before.name() + " to " + after.name() + by);
    }
    if (!before.settings().deployBranch().equals(after.settings().deployBranch())) {
      journal.event(after.id(), "Set deploy branch to " + shown(after.settings()) + by);
    }
    tellBootTimeout(before.settings(), after, by);
  }

  private void tellBootTimeout(AppSettings before, App after, String by) {
    Duration longest = after.settings().bootTimeout();
    if (!before.bootTimeout().equals(longest)) {
      journal.event(after.id(), "Set boot timeout to " + longest.toSeconds() + " s" + by);
    }
  }

  private static String shown(AppSettings settings) {
    return settings.deployBranch().isEmpty() ? "main or master" : settings.deployBranch();
  }

  void destroy(AppCall call) {
    hostnames.destroy(call);
  }
}
