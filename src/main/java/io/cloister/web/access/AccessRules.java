package io.cloister.web.access;

import io.cloister.identity.Sessions;
import io.cloister.identity.SignedIn;
import io.cloister.identity.Tokens;
import io.cloister.ingest.FreeSpace;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** The security filter chain of everything but what {@link ProgramRules} has. */
@Configuration(proxyBeanMethods = false)
class AccessRules {

  private static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self';"
          + " connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none';"
          + " object-src 'none'; frame-ancestors 'none'";

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  @Bean
  SecurityFilterChain rules(HttpSecurity http, Tokens tokens, Sessions sessions, FreeSpace space) {
    var contexts = new RequestAttributeSecurityContextRepository();
    return http.securityContext(context -> context.securityContextRepository(contexts))
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .addFilterBefore(new ReadableParameters(), CsrfFilter.class)
        .addFilterBefore(new SignedInFilter(tokens, sessions, contexts), CsrfFilter.class)
        .addFilterBefore(new UploadGate(space), CsrfFilter.class)
        .addFilterBefore(new FormParts(), CsrfFilter.class)
        .csrf(csrf ->
            csrf.csrfTokenRepository(csrfCookie())
                .requireCsrfProtectionMatcher(AccessRules::couldBeForged))
        .authorizeHttpRequests(requests ->
            requests
                .dispatcherTypeMatchers(
                    DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD)
                .permitAll()
                .requestMatchers(Paths.OPEN)
                .permitAll()
                .requestMatchers("/admin/**", "/actuator/**")
                .hasRole("ADMIN")
                .anyRequest()
                .authenticated())
        .exceptionHandling(refused -> refused.authenticationEntryPoint(new NotSignedIn()))
        .headers(headers ->
            headers
                .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                .frameOptions(frames -> frames.deny())
                .permissionsPolicyHeader(
                    policy -> policy.policy("camera=(), geolocation=(), microphone=()"))
                .crossOriginOpenerPolicy(policy ->
                    policy.policy(
                        org.springframework.security.web.header.writers
                            .CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy
                            .SAME_ORIGIN))
                .httpStrictTransportSecurity(
                    hsts -> hsts.includeSubDomains(true).maxAgeInSeconds(31_536_000)))
        .requestCache(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .build();
  }

  private static CookieCsrfTokenRepository csrfCookie() {
    var tokens = new CookieCsrfTokenRepository();
    tokens.setCookieName("cloister-csrf");
    tokens.setCookiePath("/");
    tokens.setHeaderName("X-CSRF-TOKEN");
    tokens.setCookieCustomizer(cookie -> cookie.httpOnly(true).sameSite("Strict"));
    return tokens;
  }

  /**
   * What another site could make a browser send along with its cookie. A token does not go along by
   * itself; and a program that is nobody gets 401, not a word about forms.
   */
  private static boolean couldBeForged(HttpServletRequest request) {
    if (SAFE.contains(request.getMethod()) || Credentials.areGiven(request)) {
      return false;
    }
    var known = SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn;
    return known || !Paths.areForPrograms(request);
  }
}
