package paas.runner;

/**
 * That the containers of two apps reach each other. Which app is named first does not matter: the
 * one with the smaller id becomes {@code one}.
 */
public record AppLink(AppKey one, AppKey other) {
  public AppLink {
    if (one.id().equals(other.id())) {
      throw new IllegalArgumentException("An app is not linked to itself");
    }
    if (one.id().compareTo(other.id()) > 0) {
      AppKey smaller = other;
      other = one;
      one = smaller;
    }
  }

  /** Whether both are about the same apps, whatever these are called. */
  public boolean joinsSameAs(AppLink link) {
    return one.id().equals(link.one.id()) && other.id().equals(link.other.id());
  }
}
