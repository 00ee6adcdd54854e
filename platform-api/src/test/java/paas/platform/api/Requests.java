package paas.platform.api;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Sends requests with one authorization. */
record Requests(TestPlatform platform, HttpClient client, Optional<String> authorization) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  Answer get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  Answer post(String path, String json) {
    return send("POST", path, json);
  }

  Answer patch(String path, String json) {
    return send("PATCH", path, json);
  }

  Answer delete(String path) {
    return send("DELETE", path, "");
  }

  Answer send(String method, String path, String json, String... headers) {
    try {
      return Answer.of(
          client.send(request(method, path, json, headers), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new IllegalStateException(method + " " + path, e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpRequest request(String method, String path, String json, String... headers) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(platform.uri(path))
            .timeout(PATIENCE)
            .header("Accept", "application/vnd.heroku+json; version=3.sdk");
    authorization.ifPresent(value -> builder.header("Authorization", value));
    if (headers.length > 0) {
      builder.headers(headers);
    }
    if (json.isEmpty()) {
      return builder.method(method, HttpRequest.BodyPublishers.noBody()).build();
    }
    return builder
        .header("Content-Type", "application/json")
        .method(method, HttpRequest.BodyPublishers.ofString(json))
        .build();
  }
}
