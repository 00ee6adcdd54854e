/** Health checks of process types: shown, set, and made now. */
@NullMarked
package paas.cli.health;

import org.jspecify.annotations.NullMarked;
