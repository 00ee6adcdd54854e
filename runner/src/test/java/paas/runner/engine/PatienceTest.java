package paas.runner.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatienceTest {
  @ParameterizedTest
  @CsvSource({
    "GET,/v1.41/events?filters=x,STREAM",
    "POST,/v1.41/containers/x/attach?stream=1,STREAM",
    "GET,/containers/x/logs?follow=1,STREAM",
    "POST,/containers/x/wait,STREAM",
    "POST,/exec/x/start,STREAM",
    "POST,/build?version=2,STREAM",
    "POST,/images/load,STREAM",
    "POST,/images/create?fromSrc=-,STREAM",
    "GET,/v1.41/containers/x/archive?path=/a,STREAM",
    "POST,/v1.41/containers/x/start,BRIEF",
    "POST,/v1.41/containers/create?name=build,BRIEF",
    "GET,/v1.41/images/build/json,BRIEF",
    "GET,/containers/json?all=1,LOOK",
    "GET,/v1.41/containers/x/json,LOOK",
    "GET,/v1.41/networks?filters=x,LOOK",
    "POST,/v1.41/networks/create,BRIEF",
    "GET,/containers/x/changes,BRIEF",
    "POST,/commit?container=x,TRANSFER",
    "DELETE,/images/x,TRANSFER",
    "POST,/images/prune,TRANSFER"
  })
  void theKindOfWaitingFollowsFromMethodAndPath(String method, String path, Patience patience) {
    assertEquals(patience, Patience.of(request(method, path)));
  }

  @Test
  void aStopIsGivenItsGraceOnTop() {
    EngineTimeouts timeouts = EngineTimeouts.DEFAULT;
    assertEquals(
        timeouts.answer().plus(Duration.ofSeconds(30)),
        Patience.limit(request("POST", "/v1.41/containers/x/stop?t=30"), timeouts));
  }

  private static Request request(String method, String path) {
    return Request.builder().method(Request.Method.valueOf(method)).path(path).build();
  }
}
