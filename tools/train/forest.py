"""Forests of decision trees: fitted by LightGBM, rounded to integers, and the integer reference that forest.c must agree with."""
import numpy as np

LEAVES, ONE = 24, 1024
QUESTIONS = LEAVES - 1


def places(tree):
    """Questions as forest.h has them: a leaf is a place behind the questions."""
    return [(number, limit, *(way if way >= 0 else QUESTIONS + ~way for way in ways)) for number, limit, *ways in tree.tolist()]


def rows(values, width=140):
    """Values with commas, in lines of about that width."""
    out, line = [], ""
    for value in values:
        if len(line) > width:
            out.append(line)
            line = ""
        line += f"{value},"
    return out + [line]


def table(name, f, numbers):
    """A forest as C: what forest.h calls tms_forest, for so many numbers, with what the reference makes of random units."""
    out = [f"enum {{ {name.upper()}_NUMBERS = {numbers} }};", f"static const uint32_t {name}_check = {f.check(numbers)}u;"]
    out += [f"static const tms_question {name}_questions[{len(f.questions)}][TMS_TREE_QUESTIONS] = {{"]
    for tree in f.questions:
        out += ["{"] + rows("{" + ",".join(map(str, question)) + "}" for question in places(tree)) + ["},"]
    out += ["};", f"static const int16_t {name}_leaves[{len(f.leaves)}][TMS_TREE_LEAVES + 1] = {{"]
    for tree in f.leaves.tolist():
        out += ["{"] + rows(tree) + ["},"]
    return out + ["};"]


class Forest:
    """questions [trees, QUESTIONS, 4]: number, limit, no, yes (a later question, or ~leaf); leaves [trees, LEAVES + 1] of int16, and as they were before rounding."""

    def __init__(self, model):
        trees = model.dump_model()["tree_info"]
        self.questions = np.zeros((len(trees), QUESTIONS, 4), np.int16)
        self.questions[:, :, 2:] = ~0
        self.real = np.zeros((len(trees), LEAVES + 1))
        for t, tree in enumerate(trees):
            stack = [tree["tree_structure"]]
            while stack:
                node = stack.pop()
                if "leaf_value" in node:
                    self.real[t, node.get("leaf_index", 0)] = node["leaf_value"]
                    continue
                ways = [node["left_child"], node["right_child"]]
                to = [way["split_index"] if "split_index" in way else ~way["leaf_index"] for way in ways]
                # LightGBM goes left where the number is at most the threshold; numbers are whole.
                self.questions[t, node["split_index"]] = node["split_feature"], int(np.floor(node["threshold"])), *to
                stack += ways
        self.leaves = np.clip(np.rint(self.real * ONE), -32767, 32767).astype(np.int16)

    def places(self, x):
        """The leaf of each row, tree by tree."""
        columns = np.ascontiguousarray(x.T)
        for t in range(len(self.questions)):
            reached = [None] * QUESTIONS
            for q in range(QUESTIONS - 1, -1, -1):
                number, limit, no, yes = self.questions[t, q]
                if no == yes:
                    reached[q] = np.uint8(~yes)
                    continue
                ways = [reached[way] if way >= 0 else np.uint8(~way) for way in (yes, no)]
                reached[q] = np.where(columns[number] > limit, *ways)
            yield t, reached[0]

    def scores(self, x):
        """The integer reference, and the scores without rounding."""
        total, exact = np.zeros(len(x), np.int32), np.zeros(len(x))
        for t, place in self.places(x):
            total += self.leaves[t].astype(np.int32)[place]
            exact += self.real[t][place]
        return total, exact

    def check(self, numbers, blocks=16, lanes=64):
        """What tests/unit/test_clean_forest.c must find: the reference's scores of random units, folded into 32 bits."""
        state, check = 1, 0
        for _ in range(blocks):
            block = np.zeros((numbers, lanes), np.uint8)
            for n in range(numbers):
                for lane in range(lanes):
                    state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
                    block[n, lane] = state >> 24
            for score in self.scores(block.T)[0].tolist():
                check = (check * 31 + score) & 0xFFFFFFFF
        return check


def fit(x, y, weight, trees, threads=1, seed=1):
    import lightgbm

    settings = dict(objective="cross_entropy", learning_rate=0.06, num_leaves=LEAVES, min_data_in_leaf=50, min_sum_hessian_in_leaf=5, feature_fraction=0.3,
                    bagging_fraction=0.7, bagging_freq=1, lambda_l2=50, max_bin=63, num_threads=threads, seed=seed, deterministic=True, verbose=-1)
    data = lightgbm.Dataset(x.astype(np.float32), y, weight=weight, params=dict(max_bin=63, verbose=-1))
    return Forest(lightgbm.train(settings, data, trees))
