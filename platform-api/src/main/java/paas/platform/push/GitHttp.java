package paas.platform.push;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.access.Standing;
import paas.platform.access.User;
import paas.platform.fault.Rejected;

/**
 * Git's smart HTTP at {@code /<app>.git} (gitprotocol-http). Git shows a plain-text error body
 * behind {@code remote:}.
 */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class GitHttp {
  private static final String RECEIVE = "git-receive-pack";
  private static final String UPLOAD = "git-upload-pack";

  private final GitService git;

  GitHttp(GitService git) {
    this.git = git;
  }

  @Get(uri = "/{app}.git/info/refs", produces = MediaType.ALL)
  @Allows(Permission.USER)
  HttpResponse<byte[]> advertise(
      @PathVariable String app,
      @QueryValue("service") @Nullable String service,
      @Header("Git-Protocol") @Nullable String protocol,
      User user)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (RECEIVE.equals(service)) {
      git.advertiseReceive(app, user, out);
    } else if (UPLOAD.equals(service)) {
      git.advertiseUpload(app, user, Optional.ofNullable(protocol), out);
    } else {
      throw Rejected.forbidden("Only git's smart HTTP is served: use git 1.6.6 or newer.");
    }
    return answer(service + "-advertisement").body(out.toByteArray());
  }

  @Post(uri = "/{app}.git/git-receive-pack", consumes = MediaType.ALL, produces = MediaType.ALL)
  @Allows(Permission.USER)
  HttpResponse<StreamedBody> receive(
      @PathVariable String app,
      @Body InputStream body,
      @Header(HttpHeaders.CONTENT_ENCODING) @Nullable String encoding,
      User user,
      Standing standing)
      throws IOException {
    return answer(RECEIVE + "-result")
        .body(git.receive(app, user, standing, plain(body, encoding)));
  }

  @Post(uri = "/{app}.git/git-upload-pack", consumes = MediaType.ALL, produces = MediaType.ALL)
  @Allows(Permission.USER)
  HttpResponse<StreamedBody> upload(
      @PathVariable String app,
      @Body InputStream body,
      @Header(HttpHeaders.CONTENT_ENCODING) @Nullable String encoding,
      @Header("Git-Protocol") @Nullable String protocol,
      User user)
      throws IOException {
    return answer(UPLOAD + "-result")
        .body(git.upload(app, user, Optional.ofNullable(protocol), plain(body, encoding)));
  }

  private static io.micronaut.http.MutableHttpResponse<Object> answer(String kind) {
    return HttpResponse.ok()
        .contentType(MediaType.of("application/x-" + kind))
        .header(HttpHeaders.CACHE_CONTROL, "no-cache");
  }

  private static InputStream plain(InputStream body, @Nullable String encoding) throws IOException {
    return "gzip".equals(encoding) ? new GZIPInputStream(body) : body;
  }
}
