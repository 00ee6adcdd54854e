package paas.cli.deploy;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Locale;
import paas.cli.api.Platform;
import paas.cli.api.Streams;
import paas.cli.api.Unreachable;
import paas.cli.command.Session;
import paas.cli.http.Response;
import paas.cli.http.Upload;
import paas.cli.http.Url;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;

/** Uploads something to where the platform wants it. */
final class Sending {
  private static final double MEGABYTE = 1 << 20;

  private final Session session;

  Sending(Session session) {
    this.session = session;
  }

  /** Returns the URL by which a build names it. */
  String upload(String what, Upload.Content content) {
    Platform platform = session.platform();
    Progress progress = session.terminal().progress("Uploading " + what);
    Json blob = progress.step(() -> platform.post("/sources", Json.object())).at("source_blob");
    URI to = Streams.reached(URI.create(blob.at("put_url").text()), platform);
    long sent = progress.step(() -> send(to, content, progress));
    progress.done(String.format(Locale.ROOT, "%.1f MB", sent / MEGABYTE));
    return blob.at("get_url").text();
  }

  private long send(URI url, Upload.Content content, Progress progress) {
    long[] sent = {0};
    try {
      Response response =
          Upload.put(
              session.platform().dialer(),
              Streams.origin(url),
              Url.pathAndQuery(url),
              out -> content.writeTo(counting(out, sent, progress)));
      if (!response.isSuccess()) {
        throw Streams.refused(url, response, session.platform());
      }
      return sent[0];
    } catch (IOException e) {
      throw Unreachable.because(e, session.platform().url());
    }
  }

  private static OutputStream counting(OutputStream out, long[] sent, Progress progress) {
    return new FilterOutputStream(out) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        sent[0] += length;
        progress.tick();
      }
    };
  }
}
