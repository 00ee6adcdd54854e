@NullMarked
package paas.platform.api.apps;

import org.jspecify.annotations.NullMarked;
