package io.cloister.api.compatible;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** How requests below {@code /v1} come in. */
@Configuration(proxyBeanMethods = false)
class CompatibleWeb {

  private static final int BEFORE_SECURITY = SecurityFilterProperties.DEFAULT_FILTER_ORDER - 10;

  @Bean
  FilterRegistrationBean<CompatibleFilter> compatible(
      CompatibleProperties properties, Envelope envelope) {
    var filter = new FilterRegistrationBean<>(new CompatibleFilter(properties.origins(), envelope));
    filter.addUrlPatterns("/v1/*");
    filter.setOrder(BEFORE_SECURITY);
    return filter;
  }

  /** A model's name holds a slash, which clients escape where it stands in a path. */
  @Bean
  HttpFirewall firewall() {
    var strict = new StrictHttpFirewall();
    var forNames = new StrictHttpFirewall();
    forNames.setAllowUrlEncodedSlash(true);
    forNames.setAllowUrlEncodedPercent(true); // which Tomcat leaves as it is
    return new HttpFirewall() {
      @Override
      public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
        var path = request.getRequestURI();
        return (path.startsWith("/v1/models/") ? forNames : strict).getFirewalledRequest(request);
      }

      @Override
      public HttpServletResponse getFirewalledResponse(HttpServletResponse response) {
        return strict.getFirewalledResponse(response);
      }
    };
  }
}
