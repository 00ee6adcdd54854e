package paas.platform.api.git;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import java.util.Optional;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.account.KnownUsers;
import paas.platform.api.guard.AppCall;
import paas.platform.api.releases.BuildAnswers;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Input;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.fault.Rejected;
import paas.platform.store.GitSource;
import paas.platform.store.GitStore;
import paas.platform.store.UserStore;
import paas.platform.sync.Readers;

/** The foreign repository that an app comes from, and deploys of it. */
@Resource("/apps/{app}")
final class GitSyncsController {
  private final GitStore git;
  private final Syncs syncs;
  private final Readers readers;
  private final UserStore users;
  private final BuildAnswers answers;

  GitSyncsController(
      GitStore git, Syncs syncs, Readers readers, UserStore users, BuildAnswers answers) {
    this.git = git;
    this.syncs = syncs;
    this.readers = readers;
    this.users = users;
    this.answers = answers;
  }

  @Get("/git-source")
  @Allows(Permission.APP_READ)
  Shape source(AppCall call) {
    GitSource source =
        git.source(call.app().id())
            .orElseThrow(() ->
                Rejected.notFound(
                    "git_source",
                    "The app is synced from nowhere: `paas git:sync URL` does that."));
    return Shape.empty()
        .with("url", source.url())
        .with("reference", source.reference())
        .withObject("user", reader(source))
        .with("updated_at", source.updatedAt());
  }

  /** With whose accounts it is read; nobody's once who named it has no part in the app any more. */
  private Optional<Shape> reader(GitSource source) {
    return readers
        .reader(source.app(), source.user())
        .flatMap(users::find)
        .map(KnownUsers::reference);
  }

  /** With a URL it is remembered; without one the remembered one is synced again. */
  @Post("/git-syncs")
  @Status(HttpStatus.CREATED)
  @Allows(Permission.APP_WRITE)
  Shape sync(AppCall call, Body body) {
    Input input = body.json();
    Optional<String> url = input.text("url");
    if (url.isPresent()) {
      syncs.remember(call, url.get(), input.text("reference").orElse(""));
    }
    return answers.of(call, syncs.order(call.app(), call.user().email().value()));
  }
}
