package paas.platform;

import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;

/**
 * Keeps name look-ups the system's. dnsjava, of which we take messages only, would register itself
 * for all of the process; the JDK takes the first that is registered, and ours is before the
 * libraries on the class path.
 */
public final class SystemLookups extends InetAddressResolverProvider {
  @Override
  public InetAddressResolver get(Configuration configuration) {
    return configuration.builtinResolver();
  }

  @Override
  public String name() {
    return "system";
  }
}
