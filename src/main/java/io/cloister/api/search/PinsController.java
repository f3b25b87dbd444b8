package io.cloister.api.search;

import io.cloister.identity.CurrentActor;
import io.cloister.library.DocumentId;
import io.cloister.search.finding.Pins;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Documents that editors put before what a query finds. */
@RestController
@RequestMapping("/api/v1/pins")
class PinsController {

  private final Pins pins;
  private final CurrentActor current;

  PinsController(Pins pins, CurrentActor current) {
    this.pins = pins;
    this.current = current;
  }

  @GetMapping
  List<PinShape> list() {
    return pins.all(current.get()).stream().map(PinShape::of).toList();
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  PinShape pin(@RequestBody @Valid GivenPin given) {
    return PinShape.of(pins.pin(given.query(), DocumentId.of(given.document()), current.get()));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void unpin(@PathVariable String id) {
    pins.unpin(id, current.get());
  }

  record GivenPin(
      @NotBlank @Size(max = Pins.LONGEST) String query,
      @NotBlank @Size(max = 100) String document) {}
}
