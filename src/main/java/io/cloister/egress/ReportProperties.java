package io.cloister.egress;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How reports of what left are signed.
 *
 * @param keyFile the file of the deployment's signing key; made for the first report
 */
@Validated
@ConfigurationProperties("cloister.egress.report")
record ReportProperties(Path keyFile) {}
