package paas.builder.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import paas.builder.fault.BuildFault;

class SourcePathTest {
  @Test
  void plainPathsAreReadAndTidied() throws BuildFault {
    assertEquals("services/api", SourcePath.parse("directory", " ./services/api// ").value());
    for (String root : List.of("", ".", "./", " ")) {
      assertEquals(SourcePath.ROOT, SourcePath.parse("directory", root));
    }
  }

  @Test
  void pathsThatCouldLeadOutAreFaults() {
    for (String bad :
        List.of("/etc", "..", "../x", "a/../b", "a/./b", "a//b", "a\nb", "x".repeat(5000))) {
      var fault = assertThrows(BuildFault.class, () -> SourcePath.parse("build directory", bad));
      assertTrue(fault.reason().contains("build directory"), fault.reason());
    }
  }
}
