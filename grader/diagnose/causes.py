"""Why a training does not learn: every cause with the factor whose repair proves it, and what is said of it."""

from grader.records.base import Record


class Cause(Record, frozen=True, kw_only=True):
    """A misconception about training: `repair` names the factor that is set right to prove it, `says` is for staff."""

    id: str
    catalogue: str
    says: str
    hint: str
    repair: str = ""


def _cause(id: str, catalogue: str, repair: str, says: str, hint: str) -> Cause:
    return Cause(id=id, catalogue=catalogue, repair=repair, says=says, hint=hint)


NO_FIT = _cause(
    "training_forgets_to_fit",
    "TR20",
    "",
    "The function never calls `fit`, and no weight moves.",
    "Which line of your function changes the weights?",
)
OTHER_MODEL = _cause(
    "training_another_model",
    "TR20",
    "",
    "Another model is fitted than the one that was handed in.",
    "Is the model you train the one that was handed to you?",
)
RAW_LOGITS = _cause(
    "training_raw_logits",
    "TR01",
    "loss",
    "The model ends in raw logits, and the loss takes them for probabilities (from_logits=False).",
    "Your loss sits near ln 10 = 2.30, a coin with ten sides. What does the loss assume about the numbers it gets?",
)
LOSS_FOR_NUMBERS = _cause(
    "training_loss_for_numbers",
    "TR04",
    "loss",
    "The loss expects class numbers, but the labels are one-hot rows.",
    "There are two encodings of labels and two losses. Which encoding do your labels have?",
)
LOSS_FOR_ROWS = _cause(
    "training_loss_for_rows",
    "TR04",
    "loss",
    "The loss expects one-hot rows, but the labels are class numbers.",
    "There are two encodings of labels and two losses. Which encoding do your labels have?",
)
SMOOTHED_LABELS = _cause(
    "training_labels_smoothed_away",
    "TR11",
    "loss",
    "The loss smooths the labels so much that they say hardly anything.",
    "What is left of a one-hot row after your `label_smoothing`?",
)
WRONG_LOSS = _cause(
    "training_unsuited_loss",
    "TR06",
    "loss",
    "The loss is none for choosing one of several classes.",
    "An untrained model of ten classes should start at ln 10. What does your loss measure?",
)
RAW_IMAGES = _cause(
    "training_images_too_large",
    "TR07",
    "inputs",
    "The images handed to `fit` have numbers far above 1.",
    "What is the largest number your first layer sees?",
)
TINY_IMAGES = _cause(
    "training_images_too_small",
    "TR08",
    "inputs",
    "The images handed to `fit` were scaled down once more.",
    "Print the largest value of what you hand to `fit`. Which one did you expect?",
)
SCRAMBLED = _cause(
    "training_images_scrambled",
    "TR14",
    "inputs",
    "The pixels of the images handed to `fit` are not in their places.",
    "Plot one row of what you hand to `fit` as a picture. Is it a digit?",
)
OTHER_IMAGES = _cause(
    "training_images_altered",
    "TR14",
    "inputs",
    "The images handed to `fit` are not those that were given.",
    "Plot one row of what you hand to `fit` as a picture. Is it a digit?",
)
SCALED_LABELS = _cause(
    "training_labels_scaled",
    "TR11",
    "labels",
    "The labels were scaled as if they were grey values.",
    "A tiny loss with chance accuracy: what is left of your labels?",
)
MOVED_LABELS = _cause(
    "training_labels_renamed",
    "TR13",
    "labels",
    "Every digit is handed to `fit` under another digit's label.",
    "Your model is right about something that is off by one. Which label belongs to which image?",
)
UNPAIRED = _cause(
    "training_labels_shifted",
    "TR12",
    "labels",
    "Images and labels were moved or shuffled against each other.",
    "Is label 0 still the label of image 0?",
)
ALTERED_LABELS = _cause(
    "training_labels_partly_wrong",
    "TR12",
    "labels",
    "A part of the images is handed to `fit` under labels that are not theirs.",
    "Take twenty images that you hand to `fit`, and look at each with its label. How many are right?",
)
MISSING_CLASSES = _cause(
    "training_misses_digits",
    "TR30",
    "labels",
    "Not every digit is among the images handed to `fit`.",
    "Count how often each digit occurs in what you hand to `fit`.",
)
RARE_CLASSES = _cause(
    "training_unbalanced",
    "TR30",
    "labels",
    "Of some digits there is hardly an image among those handed to `fit`.",
    "Count how often each digit occurs in what you hand to `fit`.",
)
FEW_IMAGES = _cause(
    "training_on_few_images",
    "TR32",
    "labels",
    "Only a small part of the images is handed to `fit`.",
    "How many of the images does your model ever see?",
)
LARGE_RATE = _cause(
    "training_rate_too_large",
    "TR16",
    "rate",
    "The learning rate is so large that training jumps about.",
    "Look at the first losses. How far does each step carry the weights?",
)
SMALL_RATE = _cause(
    "training_rate_too_small",
    "TR17",
    "rate",
    "The learning rate is so small that the weights hardly move.",
    "It learns, but how far does it get in your epochs?",
)
NEGATIVE_RATE = _cause(
    "training_goes_uphill",
    "TR19",
    "rate",
    "The learning rate is negative: the loss climbs.",
    "Downhill or uphill: which way do your steps go?",
)
CONSTANT_WEIGHTS = _cause(
    "training_from_equal_weights",
    "MD17",
    "weights",
    "All weights of a layer start with the same value.",
    "If all neurons start alike, what makes them differ?",
)
LARGE_WEIGHTS = _cause(
    "training_from_large_weights",
    "MD17",
    "weights",
    "The weights of a layer start far larger than they usually do.",
    "How large are the weights before the first step, and how large does that make the outputs?",
)
FROZEN = _cause(
    "training_frozen_layers",
    "MD18",
    "weights",
    "Layers of the model are not trainable.",
    "Which weights moved, and which may not?",
)
IN_ORDER = _cause(
    "training_in_order_of_labels",
    "TR23",
    "order",
    "The images are sorted by their labels and not shuffled.",
    "In which order does the model see the digits?",
)
WITHOUT_HISTORY = _cause(
    "training_without_history",
    "",
    "",
    "The model is trained, but the history is not returned.",
    "`fit` returns something your function should hand on.",
)
WITHOUT_VALIDATION = _cause(
    "training_without_validation",
    "",
    "",
    "The model is trained, but nothing is held back for validation.",
    "Which argument of `fit` holds a part of the training images back?",
)
UNMEASURED = _cause(
    "training_validation_unmeasured",
    "",
    "",
    "Images are given for validation, but the history that comes back holds nothing that was measured on them.",
    "After which epochs does Keras look at the images that you held back, and which history do you return?",
)
VALIDATES_ON_TRAINED = _cause(
    "training_validates_on_trained",
    "",
    "",
    "The images that are used for validation are trained with, too.",
    "What does an accuracy tell on images that the weights have learnt from?",
)
VALIDATES_ON_FOREIGN = _cause(
    "training_validates_on_test",
    "",
    "",
    "Validation is done with other images than the given ones, such as the test images, instead of a part held back.",
    "Which images may a decision about the training rest on, and which are kept for the very end?",
)
UNDONE = _cause(
    "training_undone",
    "",
    "",
    "The model was good while it was trained, and its weights were changed afterwards.",
    "Your model could do it when `fit` was over. What becomes of its weights after that?",
)
WITHOUT_ACCURACY = _cause(
    "training_without_accuracy",
    "",
    "",
    "Nothing but the loss is measured.",
    "Which argument of `compile` says what is measured beside the loss?",
)
ONE_EPOCH = _cause(
    "training_one_epoch",
    "TR21",
    "",
    "Everything is as it should be, but the images are seen once only.",
    "Does the accuracy still rise when your training ends?",
)
FEW_UPDATES = _cause(
    "training_few_updates",
    "TR21",
    "",
    "The weights are updated only a handful of times: large batches, few epochs.",
    "How many updates did the weights receive?",
)
POSITIONAL_METRICS = _cause(
    "training_metrics_by_position",
    "TR28",
    "",
    "The metrics were handed to `compile` as its third argument, which is the weights of the loss.",
    "Give every argument of `compile` its name. Which one is the third?",
)
NOT_COMPILED = _cause(
    "training_not_compiled",
    "TR33",
    "",
    "`fit` is called on a model that was never compiled.",
    "What does a model need to know before it can be trained?",
)
NO_LOSS = _cause(
    "training_without_loss",
    "TR33",
    "",
    "The model was compiled without a loss.",
    "What shall become smaller while your model is trained? Which argument of `compile` says so?",
)
RATE_FADES = _cause(
    "training_rate_fades",
    "TR17",
    "rate",
    "The learning rate falls so fast that the weights soon hardly move.",
    "Print the learning rate after every epoch. How much is left of it halfway?",
)
ONE_METRIC = _cause(
    "training_metrics_no_list",
    "TR28",
    "",
    "The metrics were handed to `compile` as one text, not as a list.",
    "How many metrics may there be? What does `compile` expect, even where there is only one?",
)
ENCODED_TWICE = _cause(
    "training_labels_encoded_twice",
    "TR04",
    "",
    "The labels are one-hot rows already, and are turned into such rows once more.",
    "Print the shape of the labels that came in, and of those that you hand to `fit`.",
)
ONE_NUMBER = _cause(
    "training_unpacks_one_number",
    "TR29",
    "",
    "What `evaluate` returns is unpacked, though without metrics it is one number.",
    "What did you ask Keras to measure?",
)
SAME_LABEL = _cause(
    "training_one_label",
    "TR11",
    "labels",
    "All images are handed to `fit` under one and the same label.",
    "Count how often each label occurs in what you hand to `fit`.",
)
MERGED_LABELS = _cause(
    "training_labels_merged",
    "TR13",
    "labels",
    "Two or more digits are handed to `fit` under one label.",
    "How many different labels are there in what you hand to `fit`?",
)
ONE_DIGIT = _cause(
    "training_one_digit_dominates",
    "TR30",
    "labels",
    "Most of the images handed to `fit` show one and the same digit.",
    "Count how often each digit occurs in what you hand to `fit`.",
)
SLOW = _cause(
    "training_descends_slowly",
    "TR18",
    "rate",
    "This optimizer with this learning rate needs many more steps than the epochs give: the loss still falls.",
    "Plot the loss. Does it still fall at the end? What would more epochs, larger steps or momentum do?",
)
TUNED = _cause(
    "training_unsuited_optimizer",
    "TR18",
    "rate",
    "The optimizer has unusual settings, and with its usual ones the training learns.",
    "Which settings of your optimizer did you change, and what does each of them do to a step?",
)
CLIPPED = _cause(
    "training_clips_gradients",
    "TR17",
    "rate",
    "The gradients are clipped so hard that the weights hardly move.",
    "What is left of a gradient after your optimizer has clipped it?",
)
DECAYED = _cause(
    "training_weights_decay",
    "TR35",
    "rate",
    "The weight decay of the optimizer pulls the weights to zero faster than they learn.",
    "Two forces move your weights: the gradient and the decay. Which one wins?",
)
PENALISED = _cause(
    "training_penalises_weights",
    "TR35",
    "penalty",
    "The penalty on the weights is so large that they cannot grow.",
    "Your loss has two parts: the mistakes and the size of the weights. Which one is larger?",
)
NEGATED_LOSS = _cause(
    "training_loss_negated",
    "TR19",
    "loss",
    "The loss has the wrong sign: the better it gets, the worse the model.",
    "Downhill or uphill: should a perfect model have the smallest loss or the largest?",
)
DROPS_TOO_MUCH = _cause(
    "training_drops_too_much",
    "MD15",
    "network",
    "Dropout erases so much of a layer that hardly anything is left to learn from.",
    "Is the rate of a dropout layer the part that is kept or the part that is dropped?",
)
OUTPUT_ACTIVATION = _cause(
    "training_output_activation",
    "MD09",
    "network",
    "The last activation gives no probabilities for ten classes.",
    "What comes out of your last layer for one image? Is it a choice of ten?",
)
NETWORK = _cause(
    "training_unsuited_network",
    "",
    "network",
    "Compiled and fed in the same way, the network that was described learns, and this one does not.",
    "Your training is sound. Compare `model.summary()`, layer by layer, with the network that was described.",
)
WEIGHED = _cause(
    "training_weighs_samples",
    "TR36",
    "",
    "The weights given to classes or samples make images count for far too much or too little.",
    "How much does each image count in your loss?",
)
CALLBACKS = _cause(
    "training_callback_interferes",
    "TR37",
    "",
    "Without its callbacks the training learns: one of them ends it, or changes the weights on the way.",
    "Leave the callbacks out. Does it learn now? What does each of them do after the first batch?",
)
NO_EPOCH = _cause(
    "training_without_epochs",
    "TR21",
    "",
    "`fit` is called for no epoch, or for no step of one.",
    "How many updates did the weights receive?",
)
IMAGE_SHAPE = _cause(
    "training_images_of_other_shape",
    "MD11",
    "",
    "The images handed to `fit` are not of the shape that the model takes.",
    "Print the shape of what you hand to `fit`. Which one does the model's first layer expect?",
)
COUNTS = _cause(
    "training_counts_differ",
    "TR12",
    "",
    "There are more images than labels in what is handed to `fit`, or fewer.",
    "How many images and how many labels do you hand to `fit`?",
)
LABEL_RANGE = _cause(
    "training_labels_out_of_range",
    "MD02",
    "",
    "A label names a class for which the model has no output.",
    "What are the smallest and the largest of your labels, and how many outputs are there?",
)
LABEL_WIDTH = _cause(
    "training_labels_of_other_width",
    "TR30",
    "",
    "The one-hot rows of the labels are not as wide as the output of the model.",
    "How wide is a row of your labels, and how wide is the model's output?",
)
UNKNOWN_NAME = _cause(
    "training_unknown_name",
    "",
    "",
    "Keras knows no loss, optimizer or metric of the given name.",
    "Look up the name in the documentation of Keras: how is it written there?",
)
