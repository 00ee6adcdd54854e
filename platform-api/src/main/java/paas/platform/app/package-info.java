/** The app: its identity, name, settings and hostnames. Names are parsed once, here. */
@NullMarked
package paas.platform.app;

import org.jspecify.annotations.NullMarked;
