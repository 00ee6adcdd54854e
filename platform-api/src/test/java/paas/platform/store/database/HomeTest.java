package paas.platform.store.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HomeTest {
  @Test
  void rootKeepsDataInVarLib() {
    assertEquals("/var/lib/paas", Home.standard(Map.of("XDG_DATA_HOME", "/x"), "root", "/root"));
  }

  @Test
  void othersKeepDataInTheirDataDirectory() {
    assertEquals("/x/paas", Home.standard(Map.of("XDG_DATA_HOME", "/x"), "ann", "/home/ann"));
    assertEquals("/home/ann/.local/share/paas", Home.standard(Map.of(), "ann", "/home/ann"));
  }
}
