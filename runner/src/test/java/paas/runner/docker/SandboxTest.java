package paas.runner.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.runner.EngineRefused;
import paas.runner.ImageDigest;
import paas.runner.Instance;
import paas.runner.InstanceSpec;
import paas.runner.OneOffSpec;
import paas.runner.RunAs;
import paas.runner.Sandbox;
import paas.runner.Tmpfs;
import paas.runner.Ulimit;

/** What the kernel says of our containers from within. */
@Tag("contract")
class SandboxTest {
  private static final RunAs UNPRIVILEGED = new RunAs.Unprivileged();

  private static Platform platform;

  @BeforeAll
  static void open() throws IOException {
    platform = Platform.create();
  }

  @AfterAll
  static void close() {
    platform.close();
  }

  @Test
  void aProcessHasNoCapabilityGainsNoneAndIsFiltered() {
    for (RunAs user : List.of(UNPRIVILEGED, new RunAs.OfImage(), new RunAs.Uid(1001))) {
      String status = output(platform.image, sandbox(user), "cat /proc/self/status");
      for (String set : List.of("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")) {
        assertTrue(status.contains(set + ":\t0000000000000000\n"), user + ": " + status);
      }
      assertTrue(status.contains("NoNewPrivs:\t1\n"), status);
      assertTrue(status.contains("Seccomp:\t2\n"), status);
    }
  }

  @Test
  void theNumberOfProcessesIsLimited() {
    String forks = "i=0; while [ $i -lt 200 ]; do sleep 5 & i=$((i+1)); done; echo all of them";
    String said = output(platform.image, Sandbox.STANDARD, forks);
    assertTrue(said.contains("can't fork: Resource temporarily unavailable"), said);
    assertFalse(said.contains("all of them"), said);
  }

  @Test
  void anImageThatNamesRootOrNobodyRunsWithoutRights() throws IOException {
    String who = "id -u; id -g; echo $HOME";
    assertEquals("47113\n47113\n/tmp\n", output(platform.image, Sandbox.STANDARD, who));
    for (String root : List.of("root", "0:0", "root:root")) {
      assertEquals("47113\n47113\n/tmp\n", outputOf("USER " + root, Sandbox.STANDARD, who));
    }
    assertEquals("0\n0\n/\n", outputOf("USER root", sandbox(new RunAs.OfImage()), who));
  }

  @Test
  void anImageThatNamesAUserRunsAsThatUserAndAnyOtherIfChosen() throws IOException {
    assertEquals("1234\n", outputOf("USER 1234", Sandbox.STANDARD, "id -u"));
    assertEquals("77\n", outputOf("USER 1234", sandbox(new RunAs.Uid(77)), "id -u"));
    assertEquals("/x\n", outputOf("ENV HOME=/x", Sandbox.STANDARD, "echo $HOME"));
  }

  @Test
  void aReadOnlyRootIsWritableInItsTmpfsOnly() {
    Sandbox tight = new Sandbox(new RunAs.OfImage(), true, List.of(new Tmpfs("/tmp", 1 << 20)));
    String said =
        output(
            platform.image,
            tight,
            "touch /x; echo kept >/tmp/y; cat /tmp/y; dd if=/dev/zero of=/tmp/z bs=64k count=32");
    assertTrue(said.contains("touch: /x: Read-only file system\n"), said);
    assertTrue(said.contains("kept\n"), said);
    assertTrue(said.contains("No space left on device"), said);
  }

  @Test
  void aTmpfsIsForEveryUserAndPrivateToItsContainer() {
    Sandbox sandbox = new Sandbox(UNPRIVILEGED, false, List.of(new Tmpfs("/run/app", 1 << 20)));
    String first = "touch /run/app/a && ls /run/app";
    assertEquals("a\n", output(platform.image, sandbox, first));
    assertEquals("", output(platform.image, sandbox, "ls /run/app"));
  }

  @Test
  void aProcessIsHeldToItsUlimits() {
    String limits = output(platform.image, limited(), "cat /proc/self/limits");

    assertTrue(limits.matches("(?s).*Max open files +64 +128 +files.*"), limits);
    assertTrue(limits.matches("(?s).*Max core file size +0 +0 +bytes.*"), limits);
    assertTrue(limits.matches("(?s).*Max stack size +262144 +unlimited +bytes.*"), limits);
  }

  @Test
  void anInstanceIsHeldToTheSameUlimits() {
    InstanceSpec spec = Specs.with(platform.instance("exec sleep 100"), limited());
    Instance started = platform.instances().start(spec);

    assertEquals(
        List.of("64:128", "0:0", "262144:-1"),
        Stream.of("nofile", "core", "stack").map(name -> ulimit(started, name)).toList());
    platform.instances().remove(started.id());
  }

  @Test
  void aLimitThatTheEngineCannotGiveIsNamedAndLeavesNothing() {
    var much = new Ulimit("nofile", 64, 1L << 40);
    Sandbox sandbox = new Sandbox(UNPRIVILEGED, false, List.of(), List.of(), List.of(much));
    InstanceSpec spec = Specs.with(platform.instance("exec sleep 100"), sandbox);

    var refused = assertThrows(EngineRefused.class, () -> platform.instances().start(spec));

    assertTrue(refused.toString().contains("nofile=64:1099511627776; ask for less"));
    assertEquals(List.of(), platform.instances().list());
  }

  private static Sandbox limited() {
    return new Sandbox(
        UNPRIVILEGED,
        false,
        List.of(),
        List.of(),
        List.of(
            new Ulimit("nofile", 64, 128),
            new Ulimit("core", 0, 0),
            new Ulimit("stack", 256 << 10, Ulimit.UNLIMITED)));
  }

  private static String ulimit(Instance of, String name) {
    var config = platform.engine.client().inspectContainerCmd(of.id().value()).exec();
    return Stream.of(config.getHostConfig().getUlimits())
        .filter(each -> each.getName().equals(name))
        .map(each -> each.getSoft() + ":" + each.getHard())
        .findFirst()
        .orElseThrow();
  }

  private static Sandbox sandbox(RunAs user) {
    return new Sandbox(user, false, List.of());
  }

  private static String outputOf(String instruction, Sandbox sandbox, String command)
      throws IOException {
    ImageDigest image = TestImage.create(platform.engine, List.of(instruction));
    try {
      return output(image, sandbox, command);
    } finally {
      platform.engine.client().removeImageCmd(image.value()).withForce(true).exec();
    }
  }

  private static String output(ImageDigest image, Sandbox sandbox, String command) {
    OneOffSpec spec = platform.oneOff(command);
    var out = new ByteArrayOutputStream();
    platform
        .oneOffs()
        .start(
            new OneOffSpec(
                spec.app(),
                spec.type(),
                spec.ordinal(),
                spec.release(),
                image,
                spec.launcher(),
                spec.command(),
                spec.env(),
                spec.limits(),
                sandbox,
                spec.terminal(),
                spec.grace(),
                spec.atMost()))
        .await((stream, bytes) -> out.writeBytes(bytes));
    return out.toString(UTF_8);
  }
}
