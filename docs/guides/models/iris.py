"""Trains a classifier with scikit-learn and writes it, as ONNX, to the folder that is its argument."""

import sys
from pathlib import Path

from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

iris = load_iris()
model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=500)).fit(iris.data, iris.target)
onnx = to_onnx(
    model,
    initial_types=[("features", FloatTensorType([None, 4]))],  # None: any number of rows
    options={"zipmap": False},  # probabilities as a tensor, not as a list of maps
    target_opset=17,
)
folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
(folder / "model.onnx").write_bytes(onnx.SerializeToString())
(folder / "labels.txt").write_text("\n".join(iris.target_names) + "\n")
flower = iris.data[100]
print(list(flower), iris.target_names[model.predict([flower])[0]])
