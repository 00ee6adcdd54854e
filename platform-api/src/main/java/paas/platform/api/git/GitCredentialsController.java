package paas.platform.api.git;

import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.access.User;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Input;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.fault.Rejected;
import paas.platform.store.GitCredential;
import paas.platform.store.GitStore;

/** A user's accounts at git hosts: kept encrypted, listed without their secrets, taken away. */
@Resource("/account/git-credentials")
final class GitCredentialsController {
  private static final Pattern HOST =
      Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|\\[[0-9a-f:.]{2,45}]");
  private static final Pattern PLAIN = Pattern.compile("[^\\p{Cntrl}]{1,1000}");

  private final GitStore git;
  private final InstantSource clock;

  GitCredentialsController(GitStore git, InstantSource clock) {
    this.git = git;
    this.clock = clock;
  }

  @Get
  @Allows(Permission.SELF)
  List<Shape> list(User user) {
    return git.credentials(user.id()).stream().map(GitCredentialsController::shape).toList();
  }

  @Put("/{host}")
  @Allows(Permission.SELF)
  Shape keep(User user, String host, Body body) {
    Input input = body.json();
    return shape(
        git.keep(
            user.id(),
            valid(host),
            plain("username", input),
            plain("password", input),
            clock.instant()));
  }

  @Delete("/{host}")
  @Allows(Permission.SELF)
  Shape forget(User user, String host) {
    if (!git.forget(user.id(), valid(host))) {
      throw Rejected.notFound("git_credential", "You have no account at that host.");
    }
    return Shape.empty().with("host", host);
  }

  private static String valid(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    if (!HOST.matcher(lower).matches()) {
      throw Rejected.invalid("That is no host: use a name such as git.example.com.");
    }
    return lower;
  }

  private static String plain(String name, Input input) {
    String text = input.need(name);
    if (!PLAIN.matcher(text).matches()) {
      throw Rejected.invalid("The " + name + " is too long or holds control characters.");
    }
    return text;
  }

  private static Shape shape(GitCredential credential) {
    return Shape.empty()
        .with("id", credential.id())
        .with("host", credential.host())
        .with("username", credential.username())
        .with("created_at", credential.createdAt());
  }
}
