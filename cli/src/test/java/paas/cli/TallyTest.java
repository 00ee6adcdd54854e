package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bin/test} ends with: it is what a CI believes. */
class TallyTest {
  private static final String TALLY = ". ../bin/lib/tally.sh; root=$1; tally";

  @TempDir Path root;

  private record Ran(int exit, String out) {}

  private Ran tally() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("bash", "-c", TALLY, "bash", root.toString())
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), out);
  }

  /** As Surefire 3.5 writes it of a class whose tests are those of nested ones. */
  private void report(String name, String cases) throws IOException {
    Path reports = Files.createDirectories(root.resolve("module/target/surefire-reports"));
    Files.writeString(
        reports.resolve("TEST-" + name + ".xml"),
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuite name="x" time="0.175" tests="0" errors="0" skipped="0" failures="0">
        %s</testsuite>
        """
            .formatted(cases));
  }

  @Test
  void testsOfNestedClassesCountWhateverTheHeadOfTheirReportSays() throws Exception {
    report("A", "  <testcase name=\"a\" classname=\"A$B\" time=\"0.1\"/>\n");
    assertEquals(new Ran(0, "1 passed, 0 failed, 0 skipped\n"), tally());
    report(
        "C",
        """
          <testcase name="c" classname="C$D" time="0.1">
            <failure message="no" type="x">at y</failure>
          </testcase>
          <testcase name="e" classname="C$D" time="0.1">
            <error message="no" type="x">at y</error>
          </testcase>
          <testcase name="s" classname="C$D" time="0.1">
            <skipped/>
          </testcase>
        """);
    assertEquals(new Ran(1, "1 passed, 2 failed, 1 skipped\n"), tally());
  }

  @Test
  void noTestAtAllIsNoSuccess() throws Exception {
    report("A", "");
    Ran ran = tally();
    assertEquals("0 passed, 0 failed, 0 skipped\n", ran.out());
    assertNotEquals(0, ran.exit());
  }
}
