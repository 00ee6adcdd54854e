package paas.runner.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProcessSessionTest {
  private Process leader;

  /** {@code setsid} makes it lead a session of its own. */
  @BeforeEach
  void start() throws IOException {
    leader = new ProcessBuilder("setsid", "-w", "sleep", "600").start();
  }

  @AfterEach
  void end() {
    leader.descendants().forEach(ProcessHandle::destroyForcibly);
    leader.destroyForcibly();
  }

  /** Where {@code setsid} is a group's leader itself it forks, and its child leads. */
  private long pid() {
    return leader.descendants().findFirst().map(ProcessHandle::pid).orElse(leader.pid());
  }

  private static String cgroup(long pid) throws IOException {
    return Files.readString(Path.of("/proc/" + pid + "/cgroup")).strip();
  }

  private ProcessSession session() throws IOException {
    long pid = pid();
    ProcessSession session = new ProcessSession(pid, cgroup(pid));
    for (int i = 0; i < 1000 && !session.leads(); i++) {
      Thread.onSpinWait();
      java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
    }
    return session;
  }

  @Test
  void aSignalReachesTheSession() throws Exception {
    ProcessSession session = session();
    assertTrue(session.leads());
    assertEquals(1, session.signal(Signal.HUP));
    assertTrue(leader.waitFor(20, TimeUnit.SECONDS));
    assertEquals(129, leader.exitValue());
    assertFalse(session.leads());
    assertEquals(0, session.signal(Signal.KILL));
  }

  @Test
  void aProcessOfAnotherContainerIsNotTouched() throws Exception {
    ProcessSession ours = session();
    ProcessSession elsewhere = new ProcessSession(ours.leader(), "0".repeat(64));
    assertFalse(elsewhere.leads());
    assertEquals(0, elsewhere.signal(Signal.KILL));
    assertTrue(ours.leads());
  }
}
