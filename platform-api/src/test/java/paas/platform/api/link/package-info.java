@NullMarked
package paas.platform.api.link;

import org.jspecify.annotations.NullMarked;
