package paas.runner.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import paas.runner.EngineRefused;
import paas.runner.InstanceId;
import paas.runner.NoSuchContainer;
import paas.runner.engine.EngineUnavailable;

class CallsTest {
  private static final InstanceId ID = new InstanceId("a".repeat(64));

  @Test
  void aRefusalCarriesTheEnginesOwnWords() {
    var e = new DockerException("{\"message\":\"no \\\"x\\\" here\\nreally\"}\n", 500);
    assertEquals("no \"x\" here\nreally", Calls.reason(e));
    var refused =
        assertThrows(
            EngineRefused.class,
            () ->
                Calls.ask(() -> {
                  throw e;
                }));
    assertEquals(500, refused.status());
  }

  @Test
  void aMissingContainerIsToldApart() {
    assertThrows(
        NoSuchContainer.class,
        () ->
            Calls.about(
                ID,
                () -> {
                  throw new NotFoundException("{\"message\":\"No such container\"}");
                }));
  }

  @Test
  void aBrokenConnectionIsTheEngineBeingUnavailable() {
    var unavailable = new EngineUnavailable("down");
    var wrapped = new IllegalStateException(unavailable);
    assertSame(unavailable, assertThrows(EngineUnavailable.class, () -> fail(wrapped)));
    var broken = new IllegalStateException(new IOException("reset"));
    assertThrows(EngineUnavailable.class, () -> fail(broken));
    var bug = new IllegalStateException("ours");
    assertSame(bug, assertThrows(IllegalStateException.class, () -> fail(bug)));
  }

  private static void fail(RuntimeException e) {
    Calls.ask(() -> {
      throw e;
    });
  }
}
