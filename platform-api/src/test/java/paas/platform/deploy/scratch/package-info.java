@NullMarked
package paas.platform.deploy.scratch;

import org.jspecify.annotations.NullMarked;
