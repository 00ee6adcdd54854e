package paas.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.spi.InetAddressResolverProvider;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class SystemLookupsTest {
  @Test
  void noLibraryLooksUpNamesInTheSystemsPlace() {
    assertEquals(
        SystemLookups.class,
        ServiceLoader.load(InetAddressResolverProvider.class, ClassLoader.getSystemClassLoader())
            .findFirst()
            .orElseThrow()
            .getClass());
  }
}
