package paas.platform.secure.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.cert.ChallengeRecord;

class DnsCommandTest {
  private static final ChallengeRecord RECORD = ChallengeRecord.of("shop.example.org", "a$(b) \"c");

  @TempDir Path home;

  private DnsRecords command(String script, String mode) throws IOException {
    return command(script, mode, Duration.ofMinutes(1));
  }

  private DnsRecords command(String script, String mode, Duration atMost) throws IOException {
    Path program = home.resolve("dns-hook");
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString(mode));
    return new DnsCommand(program, atMost);
  }

  private String refused(DnsRecords records) {
    return assertThrows(DnsException.class, () -> records.put(RECORD)).getMessage();
  }

  @Test
  void itGetsActionNameAndValueAsTheyAreAndNoneOfThePlatformsSettings() throws Exception {
    Path seen = home.resolve("seen");
    DnsRecords records =
        command(
            "printf '%s\\n' \"$@\" >> " + seen + "; env | grep -c '^HOME=' >> " + seen + "; exit 0",
            "rwx------");
    records.put(RECORD);
    records.remove(RECORD);
    assertEquals(
        List.of(
            "present",
            RECORD.name(),
            RECORD.digest(),
            "0",
            "cleanup",
            RECORD.name(),
            RECORD.digest(),
            "0"),
        Files.readAllLines(seen));
  }

  @Test
  void itsExitCodeIsSaid() throws Exception {
    assertTrue(refused(command("echo no; exit 3", "rwx------")).contains("exit code 3"));
  }

  @Test
  void oneThatDoesNotEndIsKilledWithItsChildren() throws Exception {
    Path pid = home.resolve("pid");
    String script = "sleep 600 & echo $! > " + pid + ".new; mv " + pid + ".new " + pid + "; wait";
    DnsRecords records = command(script, "rwx------", Duration.ofSeconds(2));
    do {
      assertTrue(refused(records).contains("did not end within 2 s"));
    } while (!Files.exists(pid)); // on a busy machine it may have come to nothing yet
    ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
        .ifPresent(child -> child.onExit().orTimeout(30, TimeUnit.SECONDS).join());
  }

  @Test
  void oneThatEverybodyMayChangeIsNotRun() throws Exception {
    assertTrue(refused(command("exit 0", "rwxr-xrwx")).contains("chmod o-w"));
  }

  @Test
  void oneThatCannotBeRunIsSaid() throws Exception {
    assertTrue(refused(command("exit 0", "rw-------")).contains("no program"));
    assertTrue(
        refused(new DnsCommand(home.resolve("none"), Duration.ofSeconds(2)))
            .contains("no program"));
  }
}
