"""Rides along with a student's `fit`: counts steps, ends what is decided, and runs the same steps in fewer calls.

Sent into the kernel as text beside the agent, it imports nothing of ours. What it says is testimony, and it decides
nothing: a training that it ended early is confirmed by the host on held-back images, or run again in full.
"""

import contextlib
import inspect
import math
import time
from collections.abc import Iterator
from typing import Any

import numpy as np

LOOK_EVERY_STEPS = 25
MOST_POINTS = 4000
MONITOR, GLANCE = 2000, 250  # images that are watched, and those of them that are looked at first
NEAR = 0.03  # so far below the goal all monitor images are looked at
SURE = 3.0  # standard errors of the monitor's accuracy by which it must exceed the goal; with 2 one in ten was hasty
NOWHERE_STEPS, NOWHERE_ACCURACY = 200, 0.5  # half of the steps are the window in which nothing became better
ABOVE_CHANCE = 0.1  # with few classes one half is chance: so far above it nothing is hopeless
MOVED_ACCURACY, MOVED_LOSS = 0.02, 0.01  # what counts as movement: two points, or one per cent of the loss
AT_CHANCE = 0.95  # of the loss of who knows only how frequent classes are: above it a network has not begun to learn
TELLS_APART = 0.9  # of the classes
SAMPLED, MOSTLY = 100, 0.5  # images of a validation that are looked for among others, and the part that is most of them
WIDE = 1000  # places from one image to the next: nobody holds back so few of so many
LONGEST_CALL_SECONDS = 0.5  # an interrupt waits until the call returns
SMALLEST = 1e-7
ALIGNED_BYTES = 64  # where TensorFlow expects a tensor to begin


class Monitor:
    """Some of the training images, looked at every few steps: accuracy, and the mean loss in nats.

    `without` are rows that are left out, because their labels say something else than what they show.
    """

    def __init__(self, model: Any, images: np.ndarray, labels: np.ndarray, without: Any = ()) -> None:
        left = np.setdiff1d(np.arange(len(images)), without)
        chosen = np.random.RandomState(0).permutation(left)[:MONITOR]  # at random: labels may come in a rhythm
        self.model = model
        self.images, self.classes = images[chosen], as_classes(labels[chosen])
        self.usable = self.classes is not None and len(chosen) >= GLANCE
        shares = np.unique(self.classes, return_counts=True)[1] / len(chosen) if self.usable else np.ones(1)
        self.chance, self.chance_loss = float(shares.max()), float(-(shares * np.log(shares)).sum())

    def look(self, count: int) -> tuple[float, float]:
        """Accuracy and loss on the first `count` images, or on all; NaN where the model predicts no finite numbers."""
        outputs, classes = self.outputs(count), self.classes[:count]
        if outputs.ndim != 2 or not np.isfinite(outputs).all():
            return math.nan, math.nan
        accuracy = float((outputs.argmax(axis=1) == classes).mean())
        return accuracy, float(-np.log(probabilities(outputs)[np.arange(len(classes)), classes]).mean())

    def outputs(self, count: int) -> np.ndarray:
        """What the model says of the first `count` images."""
        return np.asarray(self.model(self.images[:count], training=False), dtype="float64")

    def tells_apart(self) -> bool:
        """Whether nine of ten classes are given more probability by their own images, on average, than by others.

        A network on its first plateau does so long before it shows in accuracy or loss, as little as it may be. By
        chance, nine of ten do in one of a hundred times.
        """
        given, classes = np.log(probabilities(self.outputs(MONITOR))), self.classes
        told = [given[classes == c, c].mean() > given[classes != c, c].mean() for c in np.unique(classes)]
        return bool(np.mean(told) >= TELLS_APART)


def as_classes(labels: np.ndarray) -> Any:
    """Class numbers `(n,)` of one-hot rows or of class numbers; None for labels of another kind."""
    if labels.ndim == 2 and labels.shape[1] > 1:
        return labels.argmax(axis=1)
    flat = labels.reshape(len(labels), -1)
    whole = flat.shape[1] == 1 and labels.dtype.kind in "biu"
    return flat[:, 0].astype(int) if whole else None


def probabilities(outputs: np.ndarray) -> np.ndarray:
    """Outputs `(n, classes)` as probabilities: themselves where rows sum to one, else their softmax."""
    if not ((outputs >= 0).all() and np.allclose(outputs.sum(axis=1), 1, atol=1e-3)):
        outputs = np.exp(outputs - outputs.max(axis=1, keepdims=True))
        outputs /= outputs.sum(axis=1, keepdims=True)
    clipped: np.ndarray = np.clip(outputs, SMALLEST, 1.0)
    return clipped


class FitWatch:
    """Counts optimizer steps around `fit`, keeps curves, and ends the training when there is a reason to.

    `stopped` says the reason: `budget` (all steps are used), `goal` (the monitor is above the goal by three standard
    errors), `nowhere` (no number is finite, or after `patience` steps the accuracy is below one half, or near chance
    where that is higher, and neither it nor the loss became better within the last half of so many).
    """

    patience = NOWHERE_STEPS

    def __init__(self, model: Any, max_steps: int, goal: float | None = None, monitor: Monitor | None = None) -> None:
        self.model, self.max_steps = model, max_steps
        self.goal, self.monitor = goal, monitor if monitor is not None and monitor.usable else None
        self.steps, self.stopped, self.held_back, self.validated_on = 0, "", False, ""
        self.curve: list[tuple[int, float, float, float]] = []
        self.looks: list[tuple[int, float, float]] = []

    @property
    def steps_left(self) -> int:
        """Steps until the budget is used; one where the training has been ended, since `fit` cannot do without."""
        return max(1, self.max_steps - self.steps) if not self.stopped else 1

    def steps_done(self, count: int, logs: dict[str, Any] | None) -> None:
        """So many optimizer steps are done, and `logs` say how it goes."""
        before, self.steps = self.steps, self.steps + count
        if self.steps // LOOK_EVERY_STEPS > before // LOOK_EVERY_STEPS:
            logs = logs or {}
            accuracy = next((v for k, v in logs.items() if "acc" in k and not k.startswith("val")), np.nan)
            rate = rate_of(getattr(self.model, "optimizer", None))
            self.curve.append((self.steps, float(logs.get("loss", np.nan)), float(accuracy), rate))
            if not self.stopped:
                self.stopped = self.decision()
        if self.steps >= self.max_steps:
            self.stopped = self.stopped or "budget"
        if self.stopped:
            self.model.stop_training = True

    def decision(self) -> str:
        """Why the training may end now, empty while it must go on; a monitor that cannot be read is put aside."""
        if self.monitor is None:
            return ""
        try:
            return self.reason(self.monitor)
        except Exception:  # a student's model may refuse what we ask of it; then nothing is watched
            self.monitor = None
            return ""

    def reason(self, monitor: Monitor) -> str:
        """As `decision`, by what the monitor shows now."""
        accuracy, loss = monitor.look(GLANCE)
        if self.goal is not None and accuracy >= self.goal - NEAR:
            accuracy, loss = monitor.look(MONITOR)
        self.looks.append((self.steps, accuracy, loss))
        if self.goal is None:
            return ""
        if accuracy >= self.goal + SURE * math.sqrt(self.goal * (1 - self.goal) / len(monitor.images)):
            return "goal"
        return "nowhere" if self.is_lost() or self.is_stuck(monitor, self.goal) else ""

    def is_lost(self) -> bool:
        """Whether a weight is no finite number any more, from which no training comes back."""
        if not math.isnan(self.looks[-1][1]):
            return False
        weights = getattr(self.model, "trainable_weights", ())
        return any(not np.isfinite(np.asarray(weight)).all() for weight in weights)

    def is_stuck(self, monitor: Monitor, goal: float) -> bool:
        """Whether enough steps are done, little was learnt, and the last ones changed nothing."""
        chance = monitor.chance
        enough = max(chance + ABOVE_CHANCE, min(NOWHERE_ACCURACY, (chance + goal) / 2))
        if self.steps < self.patience or any(accuracy >= enough for _, accuracy, _ in self.looks):
            return False
        looks = np.array(self.looks)  # (looks, 3)
        is_late = looks[:, 0] > self.steps - self.patience / 2
        before, late = looks[~is_late], looks[is_late]
        if not len(before) or np.isnan(looks[:, 1:]).any():
            return False
        if late[:, 1].max() >= before[:, 1].max() + MOVED_ACCURACY:
            return False
        if late[:, 2].min() <= before[:, 2].min() * (1 - MOVED_LOSS):
            return False
        has_begun = looks[:, 2].min() < AT_CHANCE * monitor.chance_loss
        return has_begun or not monitor.tells_apart()

    def facts(self) -> dict[str, Any]:
        """Steps and curves as arrays."""
        curve = np.array(self.curve, dtype="float64").reshape(-1, 4)[:MOST_POINTS]
        looks = np.array(self.looks, dtype="float64").reshape(-1, 3)[:MOST_POINTS]
        return {
            "steps": self.steps,
            "stopped": self.stopped,
            "held_back": self.held_back,
            "validated_on": self.validated_on,
            "curve_steps": curve[:, 0].astype("int64"),
            "curve_loss": curve[:, 1],
            "curve_accuracy": curve[:, 2],
            "curve_rate": curve[:, 3],
            "watched_steps": looks[:, 0].astype("int64"),
            "watched_accuracy": looks[:, 1],
        }


def rate_of(optimizer: Any) -> float:
    """The learning rate there is now; NaN where none can be read."""
    try:
        return float(optimizer.learning_rate)
    except Exception:
        return math.nan


def validated_on(options: dict[str, Any], images: np.ndarray) -> str:
    """Where the images come from that a `fit` with these options validates with.

    `foreign` when none of them is among the `images` that the function was given, but those that are trained with are,
    or when they are what stands for the test images here; `trained` when most of them are trained with, too. Only what
    is bit for bit the same counts as the same.
    """
    try:
        held, x = np.asarray(options["validation_data"][0]), np.asarray(options["x"])
        if not len(held) or held.shape[1:] != x.shape[1:] or options.get("validation_split"):
            return ""
        own = images.reshape(len(images), *x.shape[1:])
        asked = (held[:SAMPLED], spread(held), spread(x))
        first, some, trained = np.split(
            places(np.concatenate(asked), own), np.cumsum([len(rows) for rows in asked])[:2]
        )
        if is_walk(first, len(own)) or (not (some >= 0).any() and (trained >= 0).mean() > MOSTLY):
            return "foreign"
        return "trained" if (places(asked[1], x) >= 0).mean() > MOSTLY else ""
    except Exception:  # no validation, or with data that are no arrays
        return ""


def is_walk(found: np.ndarray, count: int) -> bool:
    """Whether rows are taken from `count` ones in equal and wide steps, as stand-ins for test images are."""
    steps = np.diff(found) % count
    return len(steps) > 1 and bool((found >= 0).all() and (steps == steps[0]).all()) and WIDE < steps[0] < count - WIDE


def spread(rows: np.ndarray) -> np.ndarray:
    """Some of the rows, from the first to the last."""
    chosen: np.ndarray = rows[np.unique(np.linspace(0, len(rows) - 1, num=min(SAMPLED, len(rows))).astype(int))]
    return chosen


def places(rows: np.ndarray, pool: np.ndarray) -> np.ndarray:
    """Where in the pool each of the rows stands, `(rows,)`, -1 where nowhere."""
    weights = np.random.RandomState(0).uniform(1, 2, size=rows[0].size).astype("float32")
    marks = pool.reshape(len(pool), -1) @ weights  # equal rows have equal marks, but for rounding
    order = np.argsort(marks)
    ascending, found = marks[order], []
    for row in rows:
        mark = float(row.reshape(-1) @ weights)
        slack = 1e-4 * (1 + abs(mark))
        first, last = np.searchsorted(ascending, [mark - slack, mark + slack])
        found.append(next((int(at) for at in order[first:last] if np.array_equal(pool[at], row)), -1))
    return np.array(found)


class ResidentSteps:
    """A train function of the model's own `train_step`, many steps a call, over data that was converted once.

    Keras asks it for `LOOK_EVERY_STEPS` steps at a time. Every epoch has a fresh random order, drawn by TensorFlow's
    own shuffle as Keras draws it.
    """

    def __init__(self, model: Any, watch: FitWatch, data: tuple[Any, Any], options: dict[str, Any]) -> None:
        self.model, self.watch, self.data = model, watch, data
        self.rows, self.batch = int(data[0].shape[0]), int(options.get("batch_size") or 32)
        self.batches = math.ceil(self.rows / self.batch)
        self.shuffles = bool(options.get("shuffle", True))
        self.order: Any = None
        self.position, self.chunk = 0, 1
        build_ahead(model, tuple(part[: self.batch] for part in data))
        self.run = self.compiled()

    def begin_epoch(self) -> None:
        """Draw a new order."""
        import tensorflow as tf

        order = tf.range(self.rows)
        self.order = tf.random.shuffle(order) if self.shuffles else order
        self.position = 0

    def __call__(self, _iterator: Any) -> dict[str, Any]:
        """Do the next steps of this epoch and hand back the metrics, as a train function of Keras does."""
        import tensorflow as tf

        end = min(self.batches, self.position + min(LOOK_EVERY_STEPS, self.watch.steps_left))
        logs: dict[str, Any] = {}
        while self.position < end:
            until, began = min(end, self.position + self.chunk), time.monotonic()
            logs = self.run(self.order, tf.constant(self.position), tf.constant(until))
            seconds = max(1e-6, (time.monotonic() - began) / (until - self.position))
            self.position, self.chunk = until, max(1, min(LOOK_EVERY_STEPS, int(LONGEST_CALL_SECONDS / seconds)))
        return logs

    def compiled(self) -> Any:
        """Steps `start` to `stop` of an order, as one graph."""
        import tensorflow as tf

        @tf.autograph.experimental.do_not_convert  # type: ignore[untyped-decorator, unused-ignore]
        def steps(order: Any, start: Any, stop: Any) -> Any:
            def body(step: Any) -> tuple[Any]:
                rows = order[step * self.batch : tf.minimum((step + 1) * self.batch, self.rows)]
                self.model.train_step(tuple(tf.gather(part, rows) for part in self.data))
                return (step + 1,)

            tf.while_loop(lambda step: step < stop, body, (start,), parallel_iterations=1)
            return self.model.get_metrics_result()

        return tf.function(steps)


def resident_steps(model: Any, watch: FitWatch, options: dict[str, Any]) -> ResidentSteps | None:
    """A faster train function for a `fit` with these options; None where it could make a difference that shows.

    That is the case for data that are no arrays in memory, weighted samples, a train step or a hook for batches of the
    student's own, and for compilation settings other than the usual ones.
    """
    x, y = options.get("x"), options.get("y")
    unusual = ("sample_weight", "class_weight", "steps_per_epoch")
    if not (isinstance(x, np.ndarray) and isinstance(y, np.ndarray)) or any(options.get(name) for name in unusual):
        return None
    if len(x) != len(y) or not len(x) or x.dtype.kind not in "biuf" or y.dtype.kind not in "biuf":
        return None
    if not is_usual(model) or options.get("shuffle", True) not in (True, False):
        return None
    if not 0 < len(x) * (1.0 - options.get("validation_split", 0.0)) <= len(x):
        return None
    if any(has_batch_hook(callback) for callback in options["callbacks"]):
        return None
    rows = len(x)
    if options.get("validation_split") and options.get("validation_data") is None:
        rows = math.floor(len(x) * (1.0 - options["validation_split"]))  # as Keras cuts
        options["validation_data"] = (x[rows:], y[rows:])
    options.pop("validation_split", None)
    alone = all(is_of_keras(callback) for callback in options["callbacks"])
    return ResidentSteps(model, watch, (resident(x[:rows], alone), resident(y[:rows], alone)), options)


def build_ahead(model: Any, batch: tuple[Any, ...]) -> None:
    """Make the variables of optimizer and metrics now: a graph that makes them while it is traced is traced twice."""
    with contextlib.suppress(Exception):  # what is wrong with a model or its data shows when it is trained
        if all(layer.built for layer in model._flatten_layers()):
            model._symbolic_build(data_batch=(*batch, None))


@contextlib.contextmanager
def fused_updates(optimizer: Any) -> Iterator[None]:
    """Let a plain Adam change each weight in one pass over the memory; Keras' own operations take about ten.

    The formula is the same (Kingma & Ba, Adam, ICLR 2015, section 2, with the two corrections in the step size); sums
    may be rounded otherwise. Any other optimizer, and a gradient of another kind, is left to Keras.
    """
    import keras
    import tensorflow as tf

    if type(optimizer) is not keras.optimizers.Adam or optimizer.amsgrad or "update_step" in vars(optimizer):
        yield
        return
    original = optimizer.update_step

    def update_step(gradient: Any, variable: Any, rate: Any) -> None:
        if not (isinstance(gradient, tf.Tensor) and gradient.dtype == variable.dtype == tf.float32):
            original(gradient, variable, rate)
            return
        index, step = optimizer._get_variable_index(variable), tf.cast(optimizer.iterations.value + 1, tf.float32)
        tf.raw_ops.ResourceApplyAdam(
            var=variable.handle,
            m=optimizer._momentums[index].value.handle,
            v=optimizer._velocities[index].value.handle,
            beta1_power=tf.pow(optimizer.beta_1, step),
            beta2_power=tf.pow(optimizer.beta_2, step),
            lr=tf.cast(rate, tf.float32),
            beta1=optimizer.beta_1,
            beta2=optimizer.beta_2,
            epsilon=optimizer.epsilon,
            grad=gradient,
        )

    object.__setattr__(optimizer, "update_step", update_step)
    try:
        yield
    finally:
        vars(optimizer).pop("update_step", None)


def is_usual(model: Any) -> bool:
    """Whether a compiled model trains as Keras has it, one graph per step, on one device."""
    import keras
    import tensorflow as tf

    own = ("train_step", "make_train_function", "compute_metrics", "get_metrics_result", "train_function")
    kind = type(model)
    as_is = all(getattr(kind, name, None) is getattr(keras.Model, name, None) for name in own)
    is_plain = not model.run_eagerly and not model.jit_compile and model.steps_per_execution == 1
    return as_is and is_plain and not tf.distribute.has_strategy()


def has_batch_hook(callback: Any) -> bool:
    """Whether a callback wants to hear of every batch of the training."""
    import keras

    names = ("on_batch_begin", "on_batch_end", "on_train_batch_begin", "on_train_batch_end")
    base = keras.callbacks.Callback
    own = any(getattr(type(callback), name, None) is not getattr(base, name) for name in names)
    return own or any(name in getattr(callback, "__dict__", {}) for name in names)


def is_of_keras(callback: Any) -> bool:
    """Whether a callback runs no code of the student's."""
    return type(callback).__module__.startswith("keras.src.") and type(callback).__name__ != "LambdaCallback"


def resident(array: np.ndarray, shared: bool) -> Any:
    """An array as a tensor of the dtype Keras would give it.

    With `shared` it may be the same memory: where nothing can change the array meanwhile, no copy is needed.
    """
    import keras
    import tensorflow as tf

    cast = array.astype(keras.config.floatx(), copy=False) if array.dtype.kind == "f" else array
    is_plain = cast.flags.c_contiguous and cast.flags.writeable and cast.dtype.isnative and cast.dtype.kind == "f"
    if shared and is_plain and cast.ctypes.data % ALIGNED_BYTES == 0:
        return tf.experimental.dlpack.from_dlpack(cast.__dlpack__())
    return tf.convert_to_tensor(cast)


def watch_fit(model: Any, stimulus: dict[str, Any], images: np.ndarray, labels: np.ndarray) -> FitWatch:
    """Wrap the model's own `fit` so that the watch rides along, no progress bar is drawn and steps go faster."""
    stamp = stimulus.get("stamp")
    monitor = Monitor(model, images, labels, stamp["rows"] if stamp else ())
    watch = FitWatch(model, stimulus["max_steps"], stimulus["goal"], monitor)
    watch.patience = stimulus.get("patience") or NOWHERE_STEPS
    original = getattr(model, "fit", None)
    if original is None:
        return watch

    def fit(*arguments: Any, **given: Any) -> Any:
        bound = inspect.signature(original).bind(*arguments, **given).arguments
        extra = bound.pop("kwargs", {})
        positional = bound.pop("args", ())
        bound["verbose"] = 0
        options = {**bound, **extra}
        validates = options.get("validation_data") is not None or bool(options.get("validation_split"))
        if validates and not watch.held_back:  # once: there may be a `fit` for every epoch
            watch.held_back, watch.validated_on = True, validated_on(options, images)
        return fit_watched(original, watch, positional, options)

    object.__setattr__(model, "fit", fit)
    return watch


def fit_watched(original: Any, watch: FitWatch, positional: tuple[Any, ...], options: dict[str, Any]) -> Any:
    """Call the original `fit` with our callback among the others, and with our steps where they fit in."""
    import keras

    callbacks, model = options.get("callbacks"), watch.model
    if isinstance(callbacks, keras.callbacks.CallbackList):
        callbacks.append(new_callback(watch, None))
        return original(*positional, **options)
    listed = list(callbacks) if isinstance(callbacks, (list, tuple)) else [callbacks] if callbacks else []
    options["callbacks"] = listed
    # `fit` of a subclass may take anything by position; then the names of what it got are not known
    steps = None if positional else resident_steps(model, watch, options)
    options["callbacks"] = [*listed, new_callback(watch, steps)]
    if steps is None:
        return original(*positional, **options)
    before = {name: getattr(model, name) for name in ("train_function", "test_function", "steps_per_execution")}
    model.train_function, model.test_function, model.steps_per_execution = steps, None, LOOK_EVERY_STEPS
    options["x"] = options["y"] = np.arange(steps.rows)  # Keras only counts them; it would carry the data along
    try:
        with fused_updates(model.optimizer):
            return original(**options)
    finally:
        for name, value in before.items():
            setattr(model, name, value)


def new_callback(watch: FitWatch, steps: ResidentSteps | None) -> Any:
    """A Keras callback that tells the watch of every step, or of as many as were done in one call."""
    import keras

    class Watch(keras.callbacks.Callback):  # type: ignore[misc, unused-ignore]
        def on_epoch_begin(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
            self.before = 0
            if steps is not None:
                steps.begin_epoch()

        def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
            count = 1
            if steps is not None:
                count, self.before = steps.position - self.before, steps.position
            watch.steps_done(count, logs)

    return Watch()
