@NullMarked
package paas.platform.manifest;

import org.jspecify.annotations.NullMarked;
