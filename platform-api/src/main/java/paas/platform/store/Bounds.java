package paas.platform.store;

import io.micronaut.core.value.PropertyResolver;

/**
 * How many there may be of what anybody can make, where the platform's owner may say it.
 *
 * @param domains of an app; usually as at Heroku
 * @param apps of an owner who is no admin
 */
public record Bounds(int domains, int apps) {
  static final Bounds USUAL = new Bounds(1_000, 500);

  private static final int MOST = 100_000;

  /** {@code PAAS_MOST_DOMAINS} and {@code PAAS_MOST_APPS}; refused by name when out of bounds. */
  public static Bounds from(PropertyResolver settings) {
    return new Bounds(
        number(settings, "paas.most.domains", "PAAS_MOST_DOMAINS", USUAL.domains),
        number(settings, "paas.most.apps", "PAAS_MOST_APPS", USUAL.apps));
  }

  private static int number(PropertyResolver settings, String key, String name, int usual) {
    String text = settings.getProperty(key, String.class).orElse("");
    if (text.isEmpty()) {
      return usual;
    }
    int number = text.matches("\\d{1,6}") ? Integer.parseInt(text) : -1;
    if (number < 1 || number > MOST) {
      throw new IllegalArgumentException(
          name + " is a number from 1 to " + MOST + ", not '" + text + "'");
    }
    return number;
  }
}
