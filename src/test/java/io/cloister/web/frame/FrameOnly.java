package io.cloister.web.frame;

import io.cloister.identity.Actor;
import io.cloister.identity.CurrentActor;
import io.cloister.identity.NotAllowed;
import io.cloister.identity.Role;
import io.cloister.identity.UserId;
import io.cloister.library.Conflict;
import io.cloister.library.NotFound;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;

/**
 * The frame and a gallery of its parts, without the rooms: quick to start, for looking at. A test
 * component, so that tests of the whole product do not find it.
 */
@TestComponent
@EnableAutoConfiguration(
    excludeName = {
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
      "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration"
    })
@ComponentScan({"io.cloister.web.frame", "io.cloister.web.help"})
class FrameOnly {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self';"
          + " connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none';"
          + " object-src 'none'; frame-ancestors 'none'";

  @Bean
  CurrentActor somebody() {
    return () -> new Actor(new UserId(UUID.randomUUID()), "sofia.brandt", Role.ADMIN, Set.of());
  }

  @Bean
  SecurityFilterChain everythingAsSomebody(HttpSecurity http) {
    return http.authorizeHttpRequests(all -> all.anyRequest().permitAll())
        .addFilterBefore(
            (request, response, chain) -> {
              Principal nobody =
                  ((jakarta.servlet.http.HttpServletRequest) request).getUserPrincipal();
              if (nobody == null) {
                var somebody = new TestingAuthenticationToken("sofia.brandt", "", "ROLE_ADMIN");
                SecurityContextHolder.setContext(new SecurityContextImpl(somebody));
              }
              chain.doFilter(request, response);
            },
            AnonymousAuthenticationFilter.class)
        .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(POLICY)))
        .build();
  }

  /** Every part there is, in every state. */
  @Controller
  static class Gallery {

    /** What the search box asks for as soon as it is in focus. */
    @GetMapping("/api/v1/suggest")
    @ResponseBody
    Map<String, List<String>> suggestsNothing() {
      return Map.of("suggestions", List.of(), "recent", List.of());
    }

    @GetMapping("/gallery/breaks")
    String breaks() {
      throw new IllegalStateException("something inside");
    }

    @GetMapping("/gallery/refuses")
    String refuses() {
      throw new NotAllowed("approve the draft", "needs the role editor");
    }

    @GetMapping("/gallery/conflicts")
    String conflicts() {
      throw new Conflict("changed", "The section was changed", "Open it again.");
    }

    @GetMapping("/gallery/missing")
    String missing() {
      throw new NotFound("Document", 7);
    }

    @GetMapping("/gallery/{page}")
    String show(@PathVariable String page, Model model) {
      model.addAttribute("long", "Aufbewahrungsfristen_der_Personalabteilung_2026_endgueltig.pdf");
      return "gallery/" + page;
    }
  }
}
