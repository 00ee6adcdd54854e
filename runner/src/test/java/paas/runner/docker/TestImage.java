package paas.runner.docker;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import paas.runner.ImageDigest;
import paas.runner.engine.Engine;

/** Makes a 2 MB image from the host's static busybox, without any registry. */
public final class TestImage {
  private static final Path BUSYBOX = Path.of("/bin/busybox");
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final List<String> APPLETS =
      List.of(
          "cat",
          "chmod",
          "dd",
          "echo",
          "env",
          "false",
          "head",
          "httpd",
          "id",
          "kill",
          "ln",
          "ls",
          "nc",
          "printf",
          "ps",
          "rm",
          "seq",
          "sh",
          "sha256sum",
          "sleep",
          "stty",
          "tail",
          "touch",
          "tr",
          "true",
          "wc",
          "yes");

  private TestImage() {}

  /** Imports it, fresh and untagged; its own command prints "image cmd". */
  public static ImageDigest create(Engine engine) throws IOException {
    return create(engine, List.of("CMD [\"/bin/sh\",\"-c\",\"echo image cmd\"]"));
  }

  /** The same with Dockerfile instructions of one's own, such as {@code USER 1234}. */
  public static ImageDigest create(Engine engine, List<String> changes) throws IOException {
    var path = new StringBuilder("/images/create?fromSrc=-");
    for (String change : changes) {
      path.append("&changes=").append(URLEncoder.encode(change, StandardCharsets.UTF_8));
    }
    var request =
        Request.builder()
            .method(Request.Method.POST)
            .path(path.toString())
            .body(new ByteArrayInputStream(tar()))
            .build();
    try (var response = engine.stream(request)) {
      String answer = new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8);
      Matcher matcher = DIGEST.matcher(answer);
      if (!matcher.find()) {
        throw new IOException("No image: " + answer);
      }
      return new ImageDigest(matcher.group());
    }
  }

  private static byte[] tar() throws IOException {
    if (!Files.isExecutable(BUSYBOX)) {
      throw new IOException("These tests need /bin/busybox: apt-get install busybox-static");
    }
    var tar =
        new TinyTar().directory("bin/", 0755).directory("tmp/", 01777).directory("etc/", 0755);
    tar.file("bin/busybox", 0755, Files.readAllBytes(BUSYBOX));
    tar.file("etc/passwd", 0644, "root:x:0:0:root:/:/bin/sh\n".getBytes(StandardCharsets.UTF_8));
    APPLETS.forEach(applet -> tar.link("bin/" + applet, "busybox"));
    return tar.finish();
  }
}
