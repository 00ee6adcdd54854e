package paas.platform.push;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import java.util.Map;
import paas.platform.access.Allows;
import paas.platform.access.Permission;

/**
 * Where Git LFS wants to send its files before git pushes (Git LFS, "Batch API"). It stops the push
 * at any refusal and shows the message, which so has to say how to go on. All apps get the same
 * answer, also those that are not there.
 */
@Controller
final class GitLfs {
  private static final String TYPE = "application/vnd.git-lfs+json";
  private static final String MESSAGE =
      "Files of Git LFS are not taken here. Commit their content (git lfs migrate export), or fetch"
          + " them in the build; git push --no-verify pushes without them.";

  @Post(
      uri = "/{app}.git/info/lfs/objects/batch",
      consumes = MediaType.ALL,
      produces = MediaType.ALL)
  @Allows(Permission.USER)
  HttpResponse<Map<String, String>> batch(@PathVariable String app) {
    return HttpResponse.<Map<String, String>>status(HttpStatus.NOT_IMPLEMENTED)
        .contentType(MediaType.of(TYPE))
        .body(Map.of("message", MESSAGE));
  }
}
